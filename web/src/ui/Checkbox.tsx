import type { ComponentProps } from "react";

export function Checkbox({ label, ...input }: ComponentProps<"input"> & { label: string }) {
  return (
    <label className="flex w-fit items-center gap-2.5 py-1 text-sm">
      <input {...input} type="checkbox" className="size-4.5 accent-accent" />
      {label}
    </label>
  );
}
