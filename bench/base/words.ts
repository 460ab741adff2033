import { type Dice, pick } from '../figures.ts'

/** First names, the most given first: how often two files sound alike decides how hard it is to tell them apart. */
export const firstNames =
  `Emma Léa Manon Chloé Camille Inès Sarah Lola Clara Jade Louise Lina Maëlys Anaïs Océane Zoé
Lucie Marie Julie Alice Eva Laura Romane Mathilde Juliette Noémie Lisa Louna Ambre Pauline Lou Margaux Célia Élise Justine
Yasmine Nina Jeanne Agathe Rose Victoria Mélissa Elsa Clémence Assia Lilou Charlotte Marion Salomé Émilie Amélie Aya Maya
Léna Mila Mia Sofia Soline Capucine Apolline Gabrielle Héloïse Constance Axelle Maëva Morgane Elena Alicia Andréa Amandine
Coralie Mélanie Solène Estelle Flavie Fanny Gaëlle Ophélie Audrey Aurélie Élodie Alexia Cassandra Jessica Kenza Imane Nour
Amina Fatima Khadija Mariam Aminata Fatou Awa Aïssata Djeneba Kadiatou Rokia Oumou Hawa Bintou Maïmouna Ramata Safiatou
Sirine Lyna Ines Selma Myriam Soraya Leïla Samia Dounia Hajar Chaïma Rania Wissem Sana Farah Ikram Nawel Sabrina Samira
Ana Elisa Bianca Ioana Daria Andreea Roxana Larisa Denisa Florina Teodora Mirela Adina Sorina Alina Ilinca Crina Georgiana
Lucas Enzo Hugo Nathan Théo Louis Jules Léo Raphaël Arthur Mohamed Yanis Adam Rayan Ethan Noah Mathis Tom Maxime Antoine
Kylian Gabriel Paul Clément Sacha Nolan Timéo Baptiste Alexis Quentin Amadou Ibrahim Moussa Ousmane Mamadou Abdoulaye`
    .split(/\s+/)
    .filter((name, index, all) => all.indexOf(name) === index)

const sentences = [
  'La mère appelle, très inquiète depuis que sa fille ne rentre plus le soir et ne répond plus à ses messages.',
  'Elle décrit des absences répétées au collège, de plus en plus longues, depuis la rentrée de septembre.',
  'La jeune a été vue avec un second téléphone que personne dans la famille ne lui a offert.',
  'Des vêtements neufs et des sommes en espèces ont été trouvés dans sa chambre, sans explication.',
  'L’éducatrice référente confirme trois fugues ces deux derniers mois, chacune de deux ou trois jours.',
  'Elle dit avoir rencontré un garçon plus âgé, qui viendrait la chercher en voiture près du foyer.',
  'Aucune plainte n’a été déposée à ce jour ; la famille hésite, par crainte de représailles.',
  'La jeune refuse pour l’instant de parler et se met en colère dès que le sujet est abordé.',
  'Le sommeil est très perturbé, et des traces de scarification ont été remarquées sur les avant-bras.',
  'La famille demande comment réagir sans rompre le dialogue, qui reste possible avec la grande sœur.',
  'Nous avons expliqué le rôle de la CRIP et la manière dont une information préoccupante est traitée.',
  'Un rendez-vous à la maison des adolescents est envisagé ; les coordonnées ont été transmises.',
  'Un nouvel échange est prévu en fin de semaine, aux heures où la personne peut parler librement.',
  'Le lycée a été prévenu par l’assistante sociale, qui souhaite être tenue au courant des suites.',
]

/** A narrative of about that many bytes; the sentences come in any order, the details differ. */
export function narrativeOf(roll: Dice, bytes: number): string {
  const parts: string[] = []
  for (let length = 0; length < bytes; ) {
    const sentence = `${pick(roll, sentences)} (${Math.floor(roll() * 1e6).toString(36)})`
    parts.push(sentence)
    length += Buffer.byteLength(sentence) + 1
  }
  return Buffer.from(parts.join(' ')).subarray(0, bytes).toString('utf8').replace(/�+$/, '')
}
