/** The name and its mark: two circles that overlap. */
export function Wordmark({ compact = false }: { compact?: boolean }) {
  return (
    <span className="flex items-center gap-2.5 font-semibold text-lg tracking-tight">
      <svg aria-hidden="true" viewBox="0 0 32 32" className="size-8 shrink-0">
        <rect width="32" height="32" rx="9" className="fill-accent" />
        <g fill="none" strokeWidth="2.6" className="stroke-on-accent">
          <circle cx="12.5" cy="16" r="6" />
          <circle cx="19.5" cy="16" r="6" />
        </g>
      </svg>
      <span className={compact ? "sr-only lg:not-sr-only" : ""}>Social</span>
    </span>
  );
}
