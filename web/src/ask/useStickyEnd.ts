import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

interface StickyEnd {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly atEnd: boolean;
  readonly toEnd: () => void;
}

const nearPixels = 48;

/** Follows what grows at the end, but only while the reader is there. */
export function useStickyEnd(): StickyEnd {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const [atEnd, setAtEnd] = useState(true);
  const toEnd = useCallback(() => {
    follows.current = true;
    setAtEnd(true);
    const element = scroller.current;
    element?.scrollTo({ top: element.scrollHeight });
  }, []);
  useEffect(() => {
    const element = scroller.current;
    const inner = content.current;
    if (!element || !inner) return undefined;
    let height = inner.offsetHeight;
    const onScroll = () => {
      // Growth moves the end away without the reader having moved.
      if (inner.offsetHeight !== height && follows.current) return;
      const near = element.scrollHeight - element.scrollTop - element.clientHeight < nearPixels;
      follows.current = near;
      setAtEnd(near);
    };
    const observer = new ResizeObserver(() => {
      height = inner.offsetHeight;
      if (follows.current) element.scrollTo({ top: element.scrollHeight });
    });
    observer.observe(inner);
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, []);
  return { scroller, content, atEnd, toEnd };
}
