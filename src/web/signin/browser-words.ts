/** The family of a browser and its system in words, so that people know their own sessions apart, and no more than that. */

// In this order: most browsers also name those that they want to be taken for.
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bYaBrowser\//, 'Yandex'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

/** "Firefox, Android"; empty for what we do not know. No version: nothing of it tells one machine from another. */
export function browserInWords(userAgent: string | undefined): string {
  const find = (known: typeof FAMILIES) => known.find(([mark]) => mark.test(userAgent ?? ''))?.[1]
  return [find(FAMILIES), find(SYSTEMS)].filter((word) => word !== undefined).join(', ')
}
