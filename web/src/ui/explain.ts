import { Failure } from "~/api/failure";

interface Explanation {
  title: string;
  text: string;
}

/** Returns a title and text that explain an error to the user. */
export function explain(error: unknown): Explanation {
  if (!(error instanceof Failure)) {
    return { title: "Something went wrong", text: "This is our mistake, not yours. Trying again may help." };
  }
  if (error.tooSlow && navigator.onLine) {
    return {
      title: "The service is not answering",
      text: "It may be busy, or your connection is slow. Try again.",
    };
  }
  if (error.status === 0) {
    return navigator.onLine
      ? { title: "We can’t reach the service", text: "It may be restarting. Give it a moment and try again." }
      : { title: "You’re offline", text: "Check your connection, then try again." };
  }
  switch (error.status) {
    case 403:
      return { title: "You are not allowed to do that", text: sentence(error.message) };
    case 404:
      return { title: "Not found", text: "It may have been deleted, or the link is wrong." };
    case 429:
      return { title: "Too many requests", text: "You made many requests in a short time. Wait a moment." };
    case 503:
      return {
        title: "The service is having trouble",
        text: "Try again in a moment. Nothing you wrote is lost.",
      };
  }
  if (error.status >= 500) {
    const trace = error.requestId ? ` If you tell us about it, mention ${error.requestId}.` : "";
    return { title: "Something went wrong", text: `This is our mistake, not yours.${trace}` };
  }
  return { title: "The request was refused", text: sentence(error.message) };
}

/** Turns one of the API's error details into a sentence: capital letter, full stop. */
export function sentence(clause: string): string {
  const text = clause.charAt(0).toUpperCase() + clause.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
