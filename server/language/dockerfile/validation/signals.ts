/** Signals of Linux, without SIG (moby/sys/signal). */
const signals = new Set(
  `ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN
   TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ`.split(/\s+/),
);

/** BuildKit's message for a STOPSIGNAL that it rejects: a name with or without SIG, or a number, is right. */
export function signalFault(text: string): string | undefined {
  if (/^[+-]?\d+$/.test(text)) return Number(text) === 0 ? `invalid signal: ${text}` : undefined;
  const name = text.toUpperCase().replace(/^SIG/, '');
  return signals.has(name) || isRealTime(name) ? undefined : `invalid signal: ${text}`;
}

function isRealTime(name: string): boolean {
  const match = /^RTM(?:IN(?:\+([1-9]\d*))?|AX(?:-([1-9]\d*))?)$/.exec(name);
  return match !== null && Number(match[1] ?? 0) <= 15 && Number(match[2] ?? 0) <= 14;
}
