import { CornerDownLeft } from 'lucide-react';
import { words } from '../words';
import styles from './Suggestions.module.css';

interface SuggestionsProps {
  readonly questions: readonly string[];
  readonly onPress: (question: string) => void;
}

export function Suggestions({ questions, onPress }: SuggestionsProps) {
  if (questions.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={words.ask.suggestions}>
      {questions.slice(0, 4).map((question) => (
        <li key={question}>
          <button
            type="button"
            className={styles.question}
            onClick={() => {
              onPress(question);
            }}
          >
            {question}
            <CornerDownLeft size={14} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
