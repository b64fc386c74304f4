interface Details {
  status: number;
  detail: string;
  type?: string | undefined;
  fields?: Record<string, string>;
  retryAfter?: number | undefined;
  currentVersion?: number | undefined;
  requestId?: string | undefined;
  tooSlow?: boolean;
}

/** A failed request. The message is the API's problem detail if it sent one. */
export class Failure extends Error {
  /** The HTTP status, 0 if there was no response. */
  readonly status: number;
  /** The problem type. It distinguishes reasons with the same status. */
  readonly type: string | null;
  /** Validation errors by field of the request body. */
  readonly fields: Record<string, string>;
  /** When to retry, in milliseconds since the epoch. */
  readonly retryAt: number | null;
  /** The current version of the post, if the edit was based on an older one. */
  readonly currentVersion: number | null;
  /** Identifies the request in the API's log. */
  readonly requestId: string | null;
  /** The response did not arrive within the time limit. */
  readonly tooSlow: boolean;

  constructor({
    status,
    detail,
    type,
    fields = {},
    retryAfter,
    currentVersion,
    requestId,
    tooSlow = false,
  }: Details) {
    super(detail);
    this.name = "Failure";
    this.status = status;
    this.type = type ?? null;
    this.fields = fields;
    this.retryAt = retryAfter === undefined ? null : Date.now() + retryAfter * 1000;
    this.currentVersion = currentVersion ?? null;
    this.requestId = requestId ?? null;
    this.tooSlow = tooSlow;
  }

  /** For no response, or one that a proxy in front of the API sent. */
  static unreachable(): Failure {
    return new Failure({ status: 0, detail: "The service can’t be reached." });
  }

  static signedOut(): Failure {
    return new Failure({ status: 401, detail: "The session has ended." });
  }

  static tooSlow(): Failure {
    return new Failure({ status: 0, detail: "The service did not answer in time.", tooSlow: true });
  }

  static async from(response: Response): Promise<Failure> {
    if (!response.headers.get("Content-Type")?.startsWith("application/problem+json"))
      return Failure.unreachable();
    const problem = await response.json();
    const seconds = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
    return new Failure({
      status: response.status,
      detail: problem.detail,
      type: problem.type,
      fields: problem.fields,
      retryAfter: Number.isNaN(seconds) ? undefined : seconds,
      currentVersion: problem.current_version,
      requestId: problem.request_id,
    });
  }
}

/** Returns the status of a Failure, undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Failure ? error.status : undefined;
}
