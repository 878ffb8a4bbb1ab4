import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/**
 * Holds a drawing that somebody else makes. It is one picture to a screen reader, described by `label`.
 *
 * Plot puts a `style` element into what it draws, which the page's security policy forbids and would report. It counts
 * only once it is in the document, so it is taken out before; the style sheet has its rules.
 */
export function Figure({ label, draw }: { label: string; draw: (width: number) => SVGElement | HTMLElement }) {
  const holder = useRef<HTMLDivElement>(null);
  const width = useWidth(holder);
  useLayoutEffect(() => {
    if (!holder.current || width === 0) return;
    const drawing = draw(width);
    drawing.setAttribute('aria-hidden', 'true');
    for (const style of drawing.querySelectorAll('style')) style.remove();
    holder.current.replaceChildren(drawing);
  }, [draw, width]);
  return <div class="figure" role="img" aria-label={label} ref={holder} />;
}

function useWidth(of: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!of.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(of.current);
    return () => observer.disconnect();
  }, [of]);
  return width;
}
