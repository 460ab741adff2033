import { exchangeFormat, type ServiceVisibility, serviceVisibility } from '#vocabulary'

/** The audiences of a file, as whoever asks for one says them. */
export const audienceLabels: Readonly<Record<ServiceVisibility, string>> = {
  public: 'Tout le monde',
  professionals_only: 'Les professionnels',
  internal: 'La plateforme seulement',
}

export const audienceOptions = serviceVisibility.codes.map((code) => ({
  value: code,
  label: audienceLabels[code],
}))

export const formatOptions = exchangeFormat.codes.map((code) => ({
  value: code,
  label: exchangeFormat.label(code),
}))

/** The format that the name of a file lets suppose. */
export function formatOfName(name: string): 'csv' | 'xlsx' | 'hsds' | 'data_inclusion' | null {
  const lower = name.toLowerCase()
  if (lower.endsWith('.csv')) return 'csv'
  if (lower.endsWith('.xlsx')) return 'xlsx'
  if (!lower.endsWith('.json')) return null
  return lower.includes('inclusion') ? 'data_inclusion' : 'hsds'
}
