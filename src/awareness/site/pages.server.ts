import { publishedServices } from '#cartography/directory/published.server.ts'
import { townsLike } from '#cartography/directory/towns.server.ts'
import { publicMap } from '#cartography/map/public.server.ts'
import type { Db } from '#kernel/db.server.ts'
import {
  leadTo,
  type PublicAnswer,
  type PublicCall,
  type PublicPage,
  show,
  textOf,
} from '#kernel/public/public.server.ts'
import type { ViewName, ViewProps } from '#kernel/public/render.server.ts'
import { refuse } from '#kernel/refusal.ts'
import {
  type Departement,
  departement,
  departementName,
  departements101,
  isDepartement,
  type ServiceAudience,
} from '#vocabulary'
import { plan } from './plan.ts'

/** A page that says always the same: made once, and again when what surrounds it changes. */
function still<Name extends ViewName>(
  path: string,
  view: Name,
  title: string,
  props: ViewProps<Name> = {} as ViewProps<Name>,
): PublicPage {
  return { path, isBare: true, keptFor: 3600, run: () => show(view, props, { title }) }
}

const town = { title: 'Près de chez vous' }

async function map({ db, query }: PublicCall): Promise<PublicAnswer> {
  const level = query.voir === 'manques' ? 'gaps' : 'services'
  const drawn = await publicMap(db, { level, href: (code) => `/aide/${code}` })
  const levels = [
    { href: '/carte', label: 'Les services', isHere: level === 'services' },
    { href: '/carte?voir=manques', label: 'Ce qui manque', isHere: level === 'gaps' },
  ]
  return show('MapPage', { map: drawn, levels }, { title: 'La carte' })
}

async function local(call: PublicCall): Promise<PublicAnswer> {
  if (!call.isPost) return show('LocalHelpPage', {}, town)
  const asked = (textOf(call.form, 'lieu') ?? '').slice(0, 80)
  const code = departementNamed(asked)
  if (code) return leadTo(`/aide/${code}`)
  const found = asked === '' ? [] : await call.transact((db) => townsLike(db, asked))
  const exact = found.filter(({ name }) => plain(name) === plain(asked))
  const towns = exact.length > 0 ? exact : found
  const [only] = towns
  if (towns.length === 1 && only && isDepartement(only.departement)) {
    return await ofDepartement(call, only.departement, only.name)
  }
  return show(
    'LocalHelpPage',
    { town: asked, towns, isUnknown: towns.length === 0 },
    { ...town, status: towns.length === 0 ? 404 : 200 },
  )
}

/** The services of a town stand first; the address of the page does not tell which town was asked. */
async function ofDepartement(call: PublicCall, code: Departement, name: string): Promise<PublicAnswer> {
  const services = await call.transact((db) => forVisitors(db, code))
  const isThere = ({ commune }: (typeof services)[number]) => plain(commune ?? '') === plain(name)
  const sorted = [...services.filter(isThere), ...services.filter((one) => !isThere(one))]
  return show('DepartementHelpPage', { departement: code, services: sorted, town: name }, town)
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()

/** « 33 », « Gironde », « gironde »: a number or a name. */
function departementNamed(text: string): Departement | undefined {
  const code = text.trim().toUpperCase().padStart(2, '0')
  const found = departements101.find((one) => one === code || plain(departementName(one)) === plain(text))
  return found !== undefined && departement.has(found) ? found : undefined
}

/** As many services as a slow telephone reads. */
const limit = 40

/** What is there for professionals only comes after what a young person or a parent may knock at. */
async function forVisitors(db: Db, code: Departement) {
  const services = await publishedServices(db, { departement: code, limit })
  return services.toSorted((one, other) => Number(isForStaff(one)) - Number(isForStaff(other)))
}

const isForStaff = ({ audiences }: { readonly audiences: readonly ServiceAudience[] }) =>
  audiences.length > 0 && audiences.every((one) => one === 'professionals')

async function inDepartement({ db, params }: PublicCall): Promise<PublicAnswer> {
  const code = params.departement ?? ''
  if (!isDepartement(code) || !departement.has(code)) return refuse('not_found')
  const services = await forVisitors(db, code)
  return show('DepartementHelpPage', { departement: code, services }, town)
}

/** The pages of the public site, in the order of its plan. */
export const sitePages: readonly PublicPage[] = [
  still('/', 'HomePage', 'Repère'),
  still('/besoin-d-aide', 'YouthPage', 'Besoin d’aide'),
  still('/parents', 'ParentsPage', 'Parents et proches'),
  still('/professionnels', 'ProfessionalsPage', 'Professionnels'),
  still('/urgence', 'EmergencyPage', 'Numéros d’urgence'),
  still('/appeler', 'CallPage', 'Appeler'),
  still('/signes', 'SignsPage', 'Les signes qui alertent'),
  { path: '/aide', receives: true, isBare: true, keptFor: 3600, run: local },
  {
    path: '/aide/:departement',
    keptFor: 60,
    addresses: () => departements101.map((code) => `/aide/${code}`),
    run: inDepartement,
  },
  { path: '/carte', keptFor: 60, asks: ['voir'], run: map },
  still('/facile', 'EasyHomePage', 'Facile à lire'),
  still('/facile/besoin-d-aide', 'EasyYouthPage', 'Facile à lire'),
  still('/facile/parents', 'EasyParentsPage', 'Facile à lire'),
  still('/traces', 'TracesPage', 'Après votre visite'),
  still('/donnees-personnelles', 'PrivacyPage', 'Vos données'),
  still('/accessibilite', 'AccessibilityPage', 'Accessibilité'),
  still('/mentions-legales', 'LegalPage', 'Mentions légales'),
  still('/plan-du-site', 'PlanPage', 'Plan du site', { parts: plan, departements: departements101 }),
]
