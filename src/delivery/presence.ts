/** Whether the page is there, as far as the outbox has been told. */
export function openPresence() {
  let begun = false;
  let left = false;
  let goneForGood = false;
  let over = false;

  return {
    begin(): void {
      begun = true;
    },
    leave(forGood: boolean): void {
      left = true;
      goneForGood = forGood;
    },
    comeBack(): void {
      left = goneForGood = false;
    },
    end(): void {
      over = true;
    },
    /** Whether the outbox may open databases and take locks. */
    get isBegun(): boolean {
      return begun;
    },
    /** From pagehide to pageshow. */
    get isLeft(): boolean {
      return left;
    },
    /** Left, and not for the back-forward cache. */
    get isGoneForGood(): boolean {
      return goneForGood;
    },
    /** Whether the outbox was destroyed. */
    get isOver(): boolean {
      return over;
    },
    /** Whether the outbox works: it has begun, and its page was not left. */
    get isHere(): boolean {
      return begun && !left;
    },
    /** Whether somebody can see the page. */
    get isSeen(): boolean {
      return begun && !left && globalThis.document?.visibilityState !== 'hidden';
    },
  };
}

export type Presence = ReturnType<typeof openPresence>;
