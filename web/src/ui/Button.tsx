import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";

const looks = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover",
  secondary: "border border-line bg-surface text-ink hover:bg-hover",
  quiet: "text-muted hover:bg-hover hover:text-ink",
  danger: "bg-danger text-on-danger hover:bg-danger-hover",
};

const sizes = {
  small: "h-8 px-3 text-sm",
  medium: "h-10 px-4 text-sm",
  icon: "size-9",
};

interface Look {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
}

/** Returns the classes of a button, also for links that look like one. */
export function buttonClass({ look = "primary", size = "medium" }: Look = {}): string {
  return `inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-lg font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-60 ${sizes[size]} ${looks[look]}`;
}

interface Props extends ComponentProps<"button">, Look {
  /** Whether the button's request is in progress. It is then disabled. */
  pending?: boolean;
}

export function Button({ look, size, pending = false, className = "", children, disabled, ...rest }: Props) {
  return (
    <button
      type="button"
      aria-busy={pending || undefined}
      {...rest}
      disabled={disabled || pending}
      className={`${buttonClass({ ...(look && { look }), ...(size && { size }) })} ${className}`}
    >
      {pending && <LoaderCircle aria-hidden className="size-4 motion-safe:animate-spin" />}
      {children}
    </button>
  );
}
