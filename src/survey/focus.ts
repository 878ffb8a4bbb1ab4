/**
 * Remembers where the focus was before it came into the survey, and gives it back there. Somebody who uses a
 * keyboard or a screen reader goes on where they were, even if the button they pressed is gone by then.
 */
export function rememberFocus(root: ShadowRoot) {
  let path = pathOf(document.activeElement);
  root.host.addEventListener('focusin', (event) => {
    const from = (event as FocusEvent).relatedTarget as Element | null;
    if (from && from !== root.host && !root.contains(from)) path = pathOf(from);
  });
  return {
    giveBack() {
      for (const element of path) if (takesFocus(element)) return;
      const nearest =
        path.find((element) => element.isConnected && element !== document.body) ?? document.querySelector('main,h1');
      if (!nearest) return;
      // Not focusable by itself: it is made so for as long as the focus stays.
      nearest.setAttribute('tabindex', '-1');
      nearest.addEventListener('blur', () => nearest.removeAttribute('tabindex'), { once: true });
      takesFocus(nearest);
    },
  };
}

/** An element and what it stands in, innermost first. */
function pathOf(element: Element | null): Element[] {
  return element ? [element, ...pathOf(element.parentElement)] : [];
}

function takesFocus(element: Element): boolean {
  (element as HTMLElement).focus({ preventScroll: true });
  return document.activeElement === element && element !== document.body;
}
