interface Details {
  status: number;
  detail: string;
  fields?: Record<string, string>;
  retryAfter?: number | undefined;
  currentVersion?: number | undefined;
  requestId?: string | undefined;
  tooSlow?: boolean;
}

/** What went wrong with a request, in the words of the API where it had any. */
export class Failure extends Error {
  /** 0 when no answer came. */
  readonly status: number;
  /** What is wrong with each field of the body. */
  readonly fields: Record<string, string>;
  /** When to try again, in milliseconds since the epoch. */
  readonly retryAt: number | null;
  /** The version that a stale edit collided with. */
  readonly currentVersion: number | null;
  /** Names the request in the API's log. */
  readonly requestId: string | null;
  /** No answer came in time. */
  readonly tooSlow: boolean;

  constructor({
    status,
    detail,
    fields = {},
    retryAfter,
    currentVersion,
    requestId,
    tooSlow = false,
  }: Details) {
    super(detail);
    this.name = "Failure";
    this.status = status;
    this.fields = fields;
    this.retryAt = retryAfter === undefined ? null : Date.now() + retryAfter * 1000;
    this.currentVersion = currentVersion ?? null;
    this.requestId = requestId ?? null;
    this.tooSlow = tooSlow;
  }

  /** No answer, or one that came from something in front of the API. */
  static unreachable(): Failure {
    return new Failure({ status: 0, detail: "The service can’t be reached." });
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
      fields: problem.fields,
      retryAfter: Number.isNaN(seconds) ? undefined : seconds,
      currentVersion: problem.current_version,
      requestId: problem.request_id,
    });
  }
}

/** The status of a failed request, undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Failure ? error.status : undefined;
}
