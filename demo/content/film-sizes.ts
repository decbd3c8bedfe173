export const FILM_PERMILLE: readonly (readonly number[])[] = [[1000], [1000], [1000], [1000], [1000], [1000], [1000]];
