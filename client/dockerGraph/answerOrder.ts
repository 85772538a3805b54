/** Answers to questions of one kind. They can overtake one another: a late one must not undo a newer one. */
export class AnswerOrder {
  private asked = 0;
  private taken = 0;

  /** A question is asked; gives its number. */
  ask(): number {
    return (this.asked += 1);
  }

  /** Takes the answer to a question; false where a newer question has been answered already. */
  take(question: number): boolean {
    if (question <= this.taken) {
      return false;
    }
    this.taken = question;
    return true;
  }

  /** As `take`, and false as long as a newer question waits for its answer, too. */
  takeLast(question: number): boolean {
    return question === this.asked && this.take(question);
  }
}
