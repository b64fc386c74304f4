import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { statusOf } from "~/api/failure";
import { Button } from "~/ui/Button";
import { EntryPage } from "~/ui/EntryPage";
import type { Reasons } from "~/ui/explain";
import { FormProblem } from "~/ui/FormProblem";
import { DeadLink } from "./DeadLink";
import { useLinkToken } from "./useLinkToken";

interface Props {
  title: string;
  intro: string;
  action: string;
  /** Sends the token of the link to the API. */
  send: (token: string) => Promise<unknown>;
  /** How long the link works, as in "14 days". */
  lifetime?: string;
  /** Says why the API does not accept a token, if it is not because of its age or use. */
  deadText?: string;
  reasons?: Reasons;
  /** Shown when the API has accepted the token. */
  children: ReactNode;
}

/**
 * The page that a mailed link with a token in its fragment opens. The user must press
 * a button, because mail scanners open links too.
 */
export function LinkPage(props: Props) {
  const token = useLinkToken();
  return <LinkOf key={token} token={token} {...props} />; // another link may open in the same tab
}

interface LinkProps extends Props {
  token: string;
}

function LinkOf({ token, title, intro, action, send, lifetime, deadText, reasons, children }: LinkProps) {
  const use = useMutation({ mutationFn: () => send(token) });
  if (use.isSuccess) return children;
  if (token === "" || statusOf(use.error) === 404) return <DeadLink lifetime={lifetime} text={deadText} />;
  return (
    <EntryPage title={title} intro={intro}>
      <div className="grid gap-4">
        {use.error && <FormProblem error={use.error} reasons={reasons} />}
        <Button pending={use.isPending} onClick={() => use.mutate()}>
          {action}
        </Button>
      </div>
    </EntryPage>
  );
}
