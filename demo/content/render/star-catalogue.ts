/** Bright stars of the northern sky (epoch 2000) and the lines people draw between them. */

/** Right ascension in hours, declination in degrees, apparent magnitude. */
export type Star = readonly [name: string, hours: number, degrees: number, magnitude: number];

export const STARS: readonly Star[] = [
  ['Polaris', 2.53, 89.26, 1.98], ['Kochab', 14.85, 74.16, 2.08], ['Pherkad', 15.35, 71.83, 3.0],
  ['Yildun', 17.54, 86.59, 4.35], ['Epsilon UMi', 16.77, 82.04, 4.2], ['Zeta UMi', 15.73, 77.79, 4.3],
  ['Dubhe', 11.06, 61.75, 1.79], ['Merak', 11.03, 56.38, 2.37], ['Phecda', 11.9, 53.69, 2.44],
  ['Megrez', 12.26, 57.03, 3.31], ['Alioth', 12.9, 55.96, 1.77], ['Mizar', 13.4, 54.93, 2.04],
  ['Alkaid', 13.79, 49.31, 1.86], ['Caph', 0.15, 59.15, 2.27], ['Schedar', 0.68, 56.54, 2.23],
  ['Navi', 0.95, 60.72, 2.47], ['Ruchbah', 1.43, 60.24, 2.68], ['Segin', 1.91, 63.67, 3.35],
  ['Vega', 18.62, 38.78, 0.03], ['Sheliak', 18.83, 33.36, 3.5], ['Sulafat', 18.98, 32.69, 3.25],
  ['Deneb', 20.69, 45.28, 1.25], ['Sadr', 20.37, 40.26, 2.23], ['Gienah', 20.77, 33.97, 2.46],
  ['Albireo', 19.51, 27.96, 3.05], ['Fawaris', 19.75, 45.13, 2.87], ['Altair', 19.85, 8.87, 0.77],
  ['Tarazed', 19.77, 10.61, 2.72], ['Arcturus', 14.26, 19.18, -0.05], ['Izar', 14.75, 27.07, 2.37],
  ['Seginus', 14.53, 38.31, 3.03], ['Nekkar', 15.03, 40.39, 3.5], ['Alphecca', 15.58, 26.71, 2.23],
  ['Capella', 5.28, 46.0, 0.08], ['Menkalinan', 5.99, 44.95, 1.9], ['Mahasim', 5.99, 37.21, 2.65],
  ['Elnath', 5.44, 28.61, 1.65], ['Hassaleh', 4.95, 33.17, 2.69], ['Aldebaran', 4.6, 16.51, 0.85],
  ['Alcyone', 3.79, 24.11, 2.87], ['Castor', 7.58, 31.89, 1.58], ['Pollux', 7.76, 28.03, 1.14],
  ['Alhena', 6.63, 16.4, 1.93], ['Tejat', 6.38, 22.51, 2.88], ['Betelgeuse', 5.92, 7.41, 0.5],
  ['Bellatrix', 5.42, 6.35, 1.64], ['Procyon', 7.66, 5.22, 0.34], ['Regulus', 10.14, 11.97, 1.35],
  ['Algieba', 10.33, 19.84, 2.08], ['Zosma', 11.24, 20.52, 2.56], ['Denebola', 11.82, 14.57, 2.11],
  ['Chertan', 11.24, 15.43, 3.3], ['Mirfak', 3.41, 49.86, 1.79], ['Algol', 3.14, 40.96, 2.12],
  ['Mirach', 1.16, 35.62, 2.05], ['Almach', 2.06, 42.33, 2.26], ['Alpheratz', 0.14, 29.09, 2.06],
  ['Scheat', 23.06, 28.08, 2.42], ['Markab', 23.08, 15.21, 2.49], ['Algenib', 0.22, 15.18, 2.84],
  ['Hamal', 2.12, 23.46, 2.0], ['Sheratan', 1.91, 20.81, 2.64], ['Alderamin', 21.31, 62.59, 2.51],
  ['Errai', 23.66, 77.63, 3.21], ['Alfirk', 21.48, 70.56, 3.23], ['Eltanin', 17.94, 51.49, 2.23],
  ['Rastaban', 17.51, 52.3, 2.79], ['Thuban', 14.07, 64.38, 3.65], ['Kornephoros', 16.5, 21.49, 2.77],
  ['Zeta Her', 16.69, 31.6, 2.81], ['Pi Her', 17.25, 36.81, 3.16], ['Eta Her', 16.71, 38.92, 3.5],
  ['Epsilon Her', 17.0, 30.93, 3.92], ['Rasalhague', 17.58, 12.56, 2.07], ['Enif', 21.74, 9.88, 2.4],
];

/** Each a path of star names. */
export const FIGURES: readonly (readonly string[])[] = [
  ['Polaris', 'Yildun', 'Epsilon UMi', 'Zeta UMi', 'Kochab', 'Pherkad'],
  ['Alkaid', 'Mizar', 'Alioth', 'Megrez', 'Dubhe', 'Merak', 'Phecda', 'Megrez'],
  ['Caph', 'Schedar', 'Navi', 'Ruchbah', 'Segin'],
  ['Vega', 'Sheliak', 'Sulafat', 'Vega'],
  ['Deneb', 'Sadr', 'Albireo'], ['Fawaris', 'Sadr', 'Gienah'],
  ['Altair', 'Tarazed'],
  ['Arcturus', 'Izar', 'Nekkar', 'Seginus', 'Arcturus'],
  ['Capella', 'Menkalinan', 'Mahasim', 'Elnath', 'Hassaleh', 'Capella'],
  ['Castor', 'Pollux'], ['Castor', 'Tejat'], ['Pollux', 'Alhena'],
  ['Regulus', 'Algieba', 'Zosma', 'Denebola', 'Chertan', 'Regulus'],
  ['Mirfak', 'Algol'], ['Almach', 'Mirach', 'Alpheratz', 'Scheat', 'Markab', 'Algenib', 'Alpheratz'],
  ['Hamal', 'Sheratan'], ['Alderamin', 'Alfirk', 'Errai'], ['Eltanin', 'Rastaban'],
  ['Kornephoros', 'Zeta Her', 'Eta Her', 'Pi Her', 'Epsilon Her', 'Zeta Her'], ['Markab', 'Enif'],
];

/** Constellation names and where to print them (hours, degrees). */
export const CONSTELLATIONS: readonly (readonly [name: string, hours: number, degrees: number])[] = [
  ['URSA MAJOR', 11.0, 46], ['CASSIOPEIA', 1.2, 70], ['LYRA', 18.2, 44], ['CYGNUS', 21.4, 40],
  ['BOOTES', 13.9, 29], ['AURIGA', 5.6, 53], ['GEMINI', 7.1, 23], ['LEO', 10.7, 26],
  ['PERSEUS', 3.7, 34], ['PEGASUS', 23.2, 21], ['ANDROMEDA', 1.4, 45], ['DRACO', 16.4, 62],
  ['HERCULES', 16.8, 25], ['AQUILA', 19.4, 3], ['TAURUS', 4.2, 10], ['CEPHEUS', 22.3, 64],
];
