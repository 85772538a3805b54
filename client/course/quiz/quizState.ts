/** What is remembered of one card: the state of FSRS, with dates as ISO 8601. */
export interface StoredCard {
  readonly due: string;
  readonly lastReview: string;
  /** Days after which nine of ten such cards are still known. */
  readonly stability: number;
  /** 1 to 10. */
  readonly difficulty: number;
  readonly scheduledDays: number;
  readonly learningSteps: number;
  /** How often it was answered, and forgotten. */
  readonly reps: number;
  readonly lapses: number;
  readonly state: 'Learning' | 'Review' | 'Relearning';
}

/** All that is remembered of the flashcards. */
export interface QuizState {
  readonly version: 1;
  /** By `lesson/question`. A card that is not here is new. */
  readonly cards: Readonly<Record<string, StoredCard>>;
  /** How many new cards were begun on a day, `2026-11-22` in the reader's own time. */
  readonly begun: { readonly day: string; readonly count: number };
  /** Also asks interview questions of lessons that are not done. */
  readonly interviewsAhead: boolean;
}

export const emptyQuizState: QuizState = { version: 1, cards: {}, begun: { day: '', count: 0 }, interviewsAhead: false };

/** More cards than any course has: a larger record is not ours. */
const mostCards = 10_000;

/** Reads what was stored or exported; undefined where it is something else. Unknown keys are left out. */
export function readQuizState(value: unknown): QuizState | undefined {
  if (!isRecord(value) || value['version'] !== 1 || !isRecord(value['cards'])) return undefined;
  const entries = Object.entries(value['cards']);
  if (entries.length > mostCards) return undefined;
  const cards = entries.map(([key, card]) => [key, readCard(key, card)] as const);
  if (cards.some(([, card]) => card === undefined)) return undefined;
  const begun = isRecord(value['begun']) ? value['begun'] : {};
  const { day, count } = begun;
  return {
    version: 1,
    cards: Object.fromEntries(cards as (readonly [string, StoredCard])[]),
    begun: typeof day === 'string' && isCount(count) ? { day, count } : emptyQuizState.begun,
    interviewsAhead: value['interviewsAhead'] === true,
  };
}

/** Both records; of a card that is in both, the one that was answered last. */
export function mergedQuizStates(own: QuizState, other: QuizState): QuizState {
  const cards = new Map(Object.entries(own.cards));
  for (const [key, card] of Object.entries(other.cards)) {
    const mine = cards.get(key);
    if (!mine || Date.parse(mine.lastReview) < Date.parse(card.lastReview)) cards.set(key, card);
  }
  return { ...own, cards: Object.fromEntries(cards) };
}

function readCard(key: string, value: unknown): StoredCard | undefined {
  if (!/^[a-z0-9-]+\/[a-z0-9-]+$/.test(key) || !isRecord(value)) return undefined;
  const { due, lastReview, stability, difficulty, scheduledDays, learningSteps, reps, lapses, state } = value;
  if (!isDate(due) || !isDate(lastReview) || !isPositive(stability) || !isPositive(difficulty)) return undefined;
  if (!isCount(scheduledDays) || !isCount(learningSteps) || !isCount(reps) || !isCount(lapses)) return undefined;
  if (state !== 'Learning' && state !== 'Review' && state !== 'Relearning') return undefined;
  return { due, lastReview, stability, difficulty, scheduledDays, learningSteps, reps, lapses, state };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDate(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
