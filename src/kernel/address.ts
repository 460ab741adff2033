/** The address of an endpoint with its parameters and its query filled in; lists are repeated, absences left out. */
export function addressOf(path: string, params: unknown = {}, query: unknown = {}): string {
  const names = params as Readonly<Record<string, string | undefined>>
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(names[name] ?? ''))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') search.append(name, String(one))
    }
  }
  return search.size > 0 ? `${filled}?${search}` : filled
}
