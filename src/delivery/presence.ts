/** Whether the page is there, as far as the outbox has been told. Only `followPage` in `outbox.ts` writes it. */
export const openPresence = () => ({
  /** Whether the outbox may open databases and take locks. */
  isBegun: false,
  /** From pagehide to pageshow. */
  isLeft: false,
  /** Left, and not for the back-forward cache. */
  isGoneForGood: false,
  /** Whether the outbox was destroyed. */
  isOver: false,
  /** Whether the outbox works: it has begun, and its page was not left. */
  isHere(): boolean {
    return this.isBegun && !this.isLeft;
  },
  /** Whether somebody can see the page. */
  isSeen(): boolean {
    return this.isHere() && globalThis.document?.visibilityState !== 'hidden';
  },
});

export type Presence = ReturnType<typeof openPresence>;
