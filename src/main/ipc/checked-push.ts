import { pushes } from '../../shared/contract/pushes.ts';
import type { PushName, Pushes } from '../../shared/contract/pushes.ts';

export type Push = <Name extends PushName>(name: Name, value: Pushes[Name]) => void;

interface Parser<Value> {
  parse(value: unknown): Value;
}
const news: { readonly [Name in PushName]: Parser<Pushes[Name]> } = pushes;

/**
 * News are parsed before they leave, as answers are: windows get what the contract names and nothing besides, and need
 * no second look. What does not fit is a defect: it is told, and nobody's work stops for it.
 */
export function checkedPush(push: Push, onFailure: (name: string, thrown: unknown) => void): Push {
  return (name, value) => {
    try {
      push(name, news[name].parse(value));
    } catch (thrown) {
      onFailure(name, thrown);
    }
  };
}
