/** The brand: a deep petrol blue, from the lightest to the darkest of ten shades. */
export const BRAND = ['#e9f4f7', '#d0e6ed', '#a5cfdc', '#74b5c8', '#4799b1', '#247f99', '#106b86', '#0b5870', '#08475b', '#053545'] as const

/** The one shade that carries white text in every theme: 7.8:1. */
export const PRIMARY_SHADE = 7

/** Contrast of two `#rrggbb` colours by the WCAG formula, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map(at => linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255)) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}
