// How high the rows of lists are, as measured at this width of the window: a list
// that is come back to has its height at once, and so the place that was left.
const heights = new Map<string, number>();
let width = 0;

function known() {
  if (width !== window.innerWidth) heights.clear();
  width = window.innerWidth;
  return heights;
}

export function rememberHeight(list: string, id: number | undefined, height: number) {
  known().set(`${list} ${id}`, height);
}

export function heightOf(list: string, id: number | undefined): number | undefined {
  return known().get(`${list} ${id}`);
}
