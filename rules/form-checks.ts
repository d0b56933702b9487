import type { Figure, ReportForm } from '../domain/reporting/form.ts';
import { figuresOf } from '../domain/reporting/form.ts';

interface Fault {
  readonly message: string;
  readonly path: readonly (string | number)[];
}

/** What is wrong with the steps of a form: asked twice of one report, or of no amount. */
export function stepFaults(form: ReportForm): Fault[] {
  const amounts = new Map(figuresOf(form).map(({ id, type }) => [id, type === 'amount']));
  const seen = new Set<string>();
  return form.steps.flatMap(({ step, of, scope, before, figure }, index) => {
    const faults: string[] = [];
    for (const kind of of) {
      const key = `${step} of ${kind} (${scope})`;
      if (seen.has(key)) faults.push(`two steps ${key}`);
      seen.add(key);
    }
    if (figure !== null && amounts.get(figure) !== true) faults.push(`${figure} is no amount`);
    // The desk advises on what was signed; a council sees the draft, or decides whenever it sits.
    if ((step === 'advice') !== (before === 'acceptance')) {
      faults.push(`${step} is not recorded before ${before}`);
    }
    return faults.map((message) => ({ message, path: ['steps', index, 'step'] }));
  });
}

/** What is wrong with figures that are taken from earlier reports: nobody was asked for them. */
export function earlierFaults(forms: readonly ReportForm[]): string[] {
  return forms.flatMap((form) =>
    figuresOf(form).flatMap((figure) => {
      if (figure.source.kind !== 'earlier') return [];
      const { regime } = figure.source.earlier;
      const others = forms.filter((other) => other.regime === regime);
      return others.some((other) => gives(other, figure))
        ? []
        : [`${form.id}: ${figure.id} is of nothing that ${regime} has`];
    }),
  );
}

function gives(form: ReportForm, { source, type }: Figure): boolean {
  if (source.kind !== 'earlier') return false;
  const { figure } = source.earlier;
  if (figure === null) return form.steps.some(({ step }) => step === 'council-decision');
  return figuresOf(form).some((other) => other.id === figure && other.type === type);
}
