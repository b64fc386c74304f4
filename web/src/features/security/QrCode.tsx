import { encode } from "uqr";

const quiet = 4; // modules of margin that a scanner needs

/** Draws a QR code, dark on white in both themes, because some scanners can't read light on dark. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: 0 });
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : [])))
    .join("");
  const full = size + 2 * quiet;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${full} ${full}`}
      shapeRendering="crispEdges"
      className="w-full max-w-56 rounded-lg border border-line bg-[white]"
    >
      <path d={path} fill="black" />
    </svg>
  );
}
