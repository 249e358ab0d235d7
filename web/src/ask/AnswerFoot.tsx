import { Check, Copy, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { Turn_progress$data } from '../__generated__/Turn_progress.graphql';
import { duration } from '../format';
import { Button } from '../ui/Button';
import { words } from '../words';
import styles from './AnswerFoot.module.css';

interface AnswerFootProps {
  readonly text: string;
  readonly answer: NonNullable<Turn_progress$data['answer']>;
  readonly onAskAgain: () => void;
}

const copiedMillis = 1600;

export function AnswerFoot({ text, answer, onAskAgain }: AnswerFootProps) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(true);
      setTimeout(() => {
        setCopied(false);
      }, copiedMillis);
    });
  };
  const { inputTokens, outputTokens, millisToFirstWord, model, provider } = answer;
  return (
    <footer className={styles.foot}>
      <p className={styles.facts}>
        {model && <span title={provider ?? undefined}>{model}</span>}
        {millisToFirstWord !== null && <span>{words.ask.firstWord(duration(millisToFirstWord))}</span>}
        {outputTokens !== null && (
          <span title={words.ask.tokensTitle(inputTokens ?? 0, outputTokens)}>
            {words.ask.tokens(outputTokens)}
          </span>
        )}
      </p>
      <div className={styles.actions}>
        <Button
          tone="quiet"
          small
          aria-label={words.ask.copyLabel}
          icon={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
          onClick={copy}
        >
          {copied ? words.ask.copied : words.ask.copy}
        </Button>
        <Button tone="quiet" small icon={<RefreshCw size={14} aria-hidden />} onClick={onAskAgain}>
          {words.ask.again}
        </Button>
      </div>
    </footer>
  );
}
