/** One number to be tuned. */
export interface Parameter {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** `log`: equal ratios are equally likely. */
  readonly scale: 'linear' | 'log';
}

export type Point = Readonly<Record<string, number>>;

/** A point anywhere within the bounds. */
export function anywhere(parameters: readonly Parameter[], draw: () => number): Point {
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, at(parameter, draw())]));
}

/** A point near another: each number moved by up to `reach` (0..1) of its range, half of them left alone. */
export function near(parameters: readonly Parameter[], point: Point, reach: number, draw: () => number): Point {
  return Object.fromEntries(
    parameters.map((parameter) => {
      const moved = draw() < 0.5 ? 0 : (2 * draw() - 1) * reach;
      return [parameter.name, at(parameter, Math.min(Math.max(share(parameter, point[parameter.name] as number) + moved, 0), 1))];
    }),
  );
}

function at({ low, high, scale }: Parameter, share: number): number {
  const value = scale === 'log' ? low * (high / low) ** share : low + share * (high - low);
  return Number(value.toPrecision(3));
}

function share({ low, high, scale }: Parameter, value: number): number {
  return scale === 'log' ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}
