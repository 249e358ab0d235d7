import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { auditPath, homePath, jobsPath } from '../paths';
import { useDialogs } from './dialogsState';
import { rail } from './railState';

/** A letter after `g` goes somewhere. */
const places: Readonly<Record<string, string>> = { h: homePath, j: jobsPath, a: auditPath };
const chordMillis = 1200;

export function Shortcuts() {
  const { show } = useDialogs();
  const navigate = useNavigate();
  useEffect(() => {
    let chordAt = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const command = event.metaKey || event.ctrlKey;
      const key = event.key.toLowerCase();
      if (command && key === 'k') {
        event.preventDefault();
        show('palette');
        return;
      }
      if (command && key === 'b') {
        event.preventDefault();
        rail.toggle();
        return;
      }
      if (command || event.altKey || isTyping(event.target)) return;
      if (event.key === '?') {
        event.preventDefault();
        show('keys');
      } else if (key === '/') {
        focusQuestion(event);
      } else if (key === 'g') {
        chordAt = event.timeStamp;
      } else if (event.timeStamp - chordAt < chordMillis && places[key]) {
        chordAt = 0;
        void navigate(places[key]);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, [show, navigate]);
  return null;
}

function focusQuestion(event: KeyboardEvent): void {
  const question = document.querySelector<HTMLTextAreaElement>('textarea[data-question]');
  if (!question) return;
  event.preventDefault();
  question.focus();
}

function isTyping(target: EventTarget | null): boolean {
  const element = target instanceof HTMLElement ? target : null;
  if (!element) return false;
  if (element.closest('[role="dialog"], [role="menu"]')) return true;
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}
