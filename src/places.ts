import {
  AlarmClock,
  BookCheck,
  BookCopy,
  BookOpen,
  BookUser,
  CalendarCheck2,
  CalendarDays,
  ChartColumn,
  ChartNoAxesColumn,
  ClipboardList,
  ClipboardPen,
  FileUp,
  FolderOpen,
  Handshake,
  House,
  KeyRound,
  Landmark,
  Lightbulb,
  Map as MapIcon,
  Megaphone,
  Mic,
  PhoneForwarded,
  PhoneOutgoing,
  Presentation,
  ScrollText,
  Search,
  Send,
  Sprout,
  UserRoundCog,
} from 'lucide-react'
import type { NavItem } from '#kernel/page/index.ts'
import type { Me } from '#office/account/contract.ts'
import type { Role } from '#vocabulary'

/** A page of the desk, and the action that whoever opens it must be able to ask for. */
interface DeskPlace extends NavItem {
  /** Nothing: open to whoever is signed in. */
  readonly needs?: string
  /** Whose first page it is, when that is not the first of their menu. */
  readonly startOf?: Role
  /** Whoever may ask for this finds the page from another one, and not in the menu. */
  readonly isWithin?: string
}

/**
 * The pages in the order of the menu: the work of the day, what is followed up, what is looked up, what is run. The
 * first four are at hand on a telephone. The server decides what each of them may read.
 */
export const places: readonly DeskPlace[] = [
  { to: '/bureau', label: 'Tableau de bord', icon: House, shortcut: 'g b', needs: 'contact.list' },
  {
    to: '/bureau/situations',
    label: 'Situations',
    icon: FolderOpen,
    shortcut: 'g s',
    needs: 'situation.list',
  },
  { to: '/bureau/rappels', label: 'Rappels', icon: PhoneOutgoing, shortcut: 'g r', needs: 'callback.list' },
  { to: '/bureau/recherche', label: 'Recherche', icon: Search, shortcut: 'g e', needs: 'search' },
  { to: '/bureau/releve', label: 'Relève', icon: ClipboardList, shortcut: 'g l', needs: 'handover.list' },
  {
    to: '/bureau/transmissions',
    label: 'Transmissions',
    icon: Send,
    shortcut: 'g t',
    needs: 'transmission.list',
    group: 'Suivi',
  },
  {
    to: '/bureau/suivi',
    label: 'À suivre',
    icon: CalendarCheck2,
    shortcut: 'g v',
    needs: 'due.list',
    group: 'Suivi',
  },
  {
    to: '/bureau/relances',
    label: 'Relances',
    icon: PhoneForwarded,
    shortcut: 'g f',
    needs: 'escalation.list',
    covers: ['/bureau/delais'],
    group: 'Suivi',
  },
  {
    to: '/bureau/annuaire',
    label: 'Annuaire',
    icon: BookUser,
    shortcut: 'g u',
    needs: 'service.list',
    group: 'Cartographie',
  },
  {
    to: '/bureau/territoires',
    label: 'Territoires',
    icon: MapIcon,
    shortcut: 'g o',
    needs: 'map.read',
    group: 'Cartographie',
  },
  {
    to: '/bureau/pratiques',
    label: 'Pratiques',
    icon: Lightbulb,
    needs: 'practice.list',
    group: 'Cartographie',
  },
  {
    to: '/bureau/rencontres',
    label: 'Rencontres',
    icon: Handshake,
    needs: 'meeting.list',
    group: 'Cartographie',
  },
  {
    to: '/bureau/questionnaires',
    label: 'Questionnaires',
    icon: ClipboardPen,
    shortcut: 'g q',
    needs: 'survey.list',
    group: 'Cartographie',
  },
  {
    to: '/bureau/campagnes',
    label: 'Campagnes',
    icon: Megaphone,
    needs: 'campaign.list',
    group: 'Cartographie',
  },
  {
    to: '/bureau/podcast',
    label: 'Podcast',
    icon: Mic,
    needs: 'podcast.list',
    group: 'Sensibilisation',
  },
  {
    to: '/bureau/ressources',
    label: 'Ressources',
    icon: BookCopy,
    shortcut: 'g d',
    needs: 'resource.list',
    group: 'Sensibilisation',
  },
  {
    to: '/bureau/appels',
    label: 'Appels à projets',
    icon: Sprout,
    needs: 'project_call.list',
    group: 'Sensibilisation',
  },
  {
    to: '/bureau/annonce',
    label: 'Annonce du site',
    icon: Megaphone,
    needs: 'banner.read',
    group: 'Sensibilisation',
  },
  {
    to: '/bureau/interventions',
    label: 'Interventions',
    icon: Presentation,
    needs: 'intervention.list',
    startOf: 'awareness_officer',
    group: 'Sensibilisation',
  },
  {
    to: '/bureau/planning',
    label: 'Planning',
    icon: CalendarDays,
    shortcut: 'g n',
    needs: 'shift.list',
    group: 'Références',
  },
  {
    to: '/bureau/autorites',
    label: 'Autorités',
    icon: Landmark,
    shortcut: 'g a',
    needs: 'authority.list',
    group: 'Références',
  },
  {
    to: '/bureau/rapport',
    label: 'Rapport',
    icon: ChartColumn,
    shortcut: 'g p',
    needs: 'report.read',
    startOf: 'analyst',
    group: 'Références',
  },
  {
    to: '/bureau/editions',
    label: 'Éditions',
    icon: BookCheck,
    needs: 'edition.list',
    group: 'Références',
  },
  {
    to: '/bureau/transmissions/chiffres',
    label: 'Transmissions en chiffres',
    icon: ChartNoAxesColumn,
    needs: 'transmission.figures',
    isWithin: 'transmission.list',
    group: 'Références',
  },
  {
    to: '/bureau/import',
    label: 'Import',
    icon: FileUp,
    shortcut: 'g i',
    needs: 'import.preview',
    group: 'Administration',
  },
  {
    to: '/bureau/comptes',
    label: 'Comptes',
    icon: UserRoundCog,
    shortcut: 'g c',
    needs: 'account.list',
    startOf: 'administrator',
    group: 'Administration',
  },
  {
    to: '/bureau/journal',
    label: 'Journal',
    icon: ScrollText,
    shortcut: 'g j',
    needs: 'journal.read',
    startOf: 'auditor',
    group: 'Administration',
  },
  {
    to: '/bureau/delais',
    label: 'Délais de relance',
    icon: AlarmClock,
    needs: 'clock.read',
    isWithin: 'escalation.list',
    group: 'Administration',
  },
  { to: '/bureau/mon-compte', label: 'Mon compte', icon: KeyRound, shortcut: 'g m', group: 'Repère' },
  { to: '/bureau/api', label: 'Points d’accès', icon: BookOpen, group: 'Repère' },
]

const isOpenTo = (me: Me, place: DeskPlace): boolean => !place.needs || me.abilities.includes(place.needs)

/** What the menu shows to this person. */
export const placesOf = (me: Me): DeskPlace[] =>
  places.filter((place) => isOpenTo(me, place) && !(place.isWithin && me.abilities.includes(place.isWithin)))

/** Where this person starts: the page of their work, else the first that is theirs. */
export function homeOf(me: Me): string {
  const own = placesOf(me)
  return (own.find(({ startOf }) => startOf === me.role) ?? own[0])?.to ?? '/bureau/mon-compte'
}

/** Whether a path may be opened by this person; a path that no place covers is not refused here. */
export function mayOpen(me: Me, path: string): boolean {
  const place = places
    .filter(({ to }) => path === to || (to !== '/bureau' && path.startsWith(`${to}/`)))
    .toSorted((a, b) => b.to.length - a.to.length)[0]
  return !place || isOpenTo(me, place)
}
