import {
  AlarmClock,
  BookCopy,
  BookOpen,
  CalendarCheck2,
  CalendarDays,
  ChartColumn,
  ChartNoAxesColumn,
  ClipboardList,
  FileUp,
  FolderOpen,
  House,
  KeyRound,
  Landmark,
  PhoneForwarded,
  PhoneOutgoing,
  ScrollText,
  Search,
  Send,
  UserRoundCog,
} from 'lucide-react'
import type { NavItem } from '#kernel/page/index.ts'
import type { Me } from '#office/account/contract.ts'

/** A page of the desk, and the action that whoever opens it must be able to ask for. */
interface DeskPlace extends NavItem {
  /** Nothing: open to whoever is signed in. */
  readonly needs?: string
}

/** The pages in the order of the menu; the server decides what each of them may read. */
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
  { to: '/bureau/suivi', label: 'À suivre', icon: CalendarCheck2, shortcut: 'g v', needs: 'due.list' },
  {
    to: '/bureau/transmissions',
    label: 'Transmissions',
    icon: Send,
    shortcut: 'g t',
    needs: 'transmission.list',
  },
  { to: '/bureau/releve', label: 'Relève', icon: ClipboardList, shortcut: 'g l', needs: 'handover.list' },
  { to: '/bureau/planning', label: 'Planning', icon: CalendarDays, shortcut: 'g n', needs: 'shift.list' },
  { to: '/bureau/relances', label: 'Relances', icon: PhoneForwarded, needs: 'escalation.list' },
  { to: '/bureau/recherche', label: 'Recherche', icon: Search, shortcut: 'g e', needs: 'search' },
  {
    to: '/bureau/documentation',
    label: 'Documentation',
    icon: BookCopy,
    shortcut: 'g d',
    needs: 'documentation.list',
  },
  { to: '/bureau/autorites', label: 'Autorités', icon: Landmark, shortcut: 'g a', needs: 'authority.list' },
  { to: '/bureau/rapport', label: 'Rapport', icon: ChartColumn, shortcut: 'g p', needs: 'report.read' },
  {
    to: '/bureau/transmissions/chiffres',
    label: 'Chiffres des transmissions',
    icon: ChartNoAxesColumn,
    needs: 'transmission.figures',
  },
  { to: '/bureau/import', label: 'Import', icon: FileUp, shortcut: 'g i', needs: 'import.preview' },
  { to: '/bureau/comptes', label: 'Comptes', icon: UserRoundCog, shortcut: 'g c', needs: 'account.list' },
  { to: '/bureau/journal', label: 'Journal', icon: ScrollText, shortcut: 'g j', needs: 'journal.read' },
  {
    to: '/bureau/delais',
    label: 'Délais de relance',
    icon: AlarmClock,
    needs: 'clock.read',
    group: 'Repère',
  },
  { to: '/bureau/mon-compte', label: 'Mon compte', icon: KeyRound, shortcut: 'g m', group: 'Repère' },
  { to: '/bureau/api', label: 'Points d’accès', icon: BookOpen, group: 'Repère' },
]

const isOpenTo = (me: Me, place: DeskPlace): boolean => !place.needs || me.abilities.includes(place.needs)

/** What the menu shows to this person. */
export const placesOf = (me: Me): DeskPlace[] => places.filter((place) => isOpenTo(me, place))

/** Where this person starts: the dashboard for those who take contacts, else the first page that is theirs. */
export const homeOf = (me: Me): string => placesOf(me)[0]?.to ?? '/bureau/mon-compte'

/** Whether a path may be opened by this person; a path that no place covers is not refused here. */
export function mayOpen(me: Me, path: string): boolean {
  const place = places
    .filter(({ to }) => path === to || (to !== '/bureau' && path.startsWith(`${to}/`)))
    .toSorted((a, b) => b.to.length - a.to.length)[0]
  return !place || isOpenTo(me, place)
}
