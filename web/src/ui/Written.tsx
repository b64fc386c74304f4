/** What a person wrote, exactly as typed and in the direction of its script. */
export function Written({ text, className = "" }: { text: string; className?: string }) {
  return (
    <p dir="auto" className={`written ${className}`}>
      {text}
    </p>
  );
}
