/** English: title, population and coverage of each table. */
import type { Words } from '../words.ts'

export const tables: Words['tables'] = {
  'detention-stock': {
    title: 'People in immigration detention at the end of the quarter',
    population: 'Persons deprived of liberty on immigration grounds at 24:00 of the last day of the quarter.',
    coverage: 'Only detentions that the authorities entered in the register.',
  },
  'detention-persons': {
    title: 'People whose immigration detention ended',
    population: 'Persons whose deprivation of liberty on immigration grounds ended in the year; each is counted once.',
    coverage:
      'Only detentions that the authorities entered in the register. A person held without an entry is not seen.',
  },
  'detention-citizenship': {
    title: 'People whose immigration detention ended, by part of the world of their citizenship',
    population: 'Persons whose deprivation of liberty on immigration grounds ended in the year; each is counted once.',
    coverage:
      'Only detentions that the authorities entered in the register. Countries are put together so that nobody can be found.',
  },
  'detention-ground': {
    title: 'Immigration detentions by ground',
    population: 'Detentions on immigration grounds that ended in the year.',
    coverage:
      'The ground is the one entered; detentions that ended before a ground was entered are under “other or not stated”.',
  },
  'detention-decision': {
    title: 'Immigration detentions by what the judge decided',
    population: 'Detentions on immigration grounds that ended in the year.',
    coverage: 'Detentions that ended before a judge decided are under “no decision or not stated”.',
  },
  'detention-review': {
    title: 'Detentions reviewed by a judge within the time limit',
    population: 'Time limits for a judge to review a detention that fell due in the quarter.',
    coverage:
      'A detention that ended before its limit without a judge is not counted; one whose limit passed without a judge counts as not reviewed in time.',
  },
  'detention-length': {
    title: 'Immigration detentions by length',
    population: 'Detentions on immigration grounds that ended in the year.',
    coverage: 'From the loss of liberty as it was entered to the end.',
  },
  'detention-alternative': {
    title: 'Alternatives to detention by kind',
    population: 'Detentions that ended in the year with an alternative ordered in their place.',
    coverage: 'Alternatives chosen before anybody was detained are not in this register.',
  },
  'expulsion-decision': {
    title: 'Expulsion proceedings by decision',
    population: 'Expulsion proceedings in which something was decided in the year, each once, by the last decision.',
    coverage:
      'Only proceedings under the administrative procedure. One that was closed or withdrawn after a decision counts as closed or withdrawn.',
  },
  'expulsion-legal-aid': {
    title: 'Legal assistance in expulsion proceedings',
    population: 'Decisions in expulsion proceedings that were taken in the year; one decided again counts again.',
    coverage: 'A lawyer whom the person had met in private before the decision, paid by the State or not.',
  },
  'expulsion-appeal': {
    title: 'Appeals against expulsion by outcome',
    population: 'Appeals against expulsion that ended in the year.',
    coverage: 'Appeals still open at the end of the year are not counted.',
  },
  'expulsion-during-appeal': {
    title: 'Removals while an appeal was open',
    population: 'Departures in the year that took place while an appeal was open. An exact figure.',
    coverage: 'Only departures that the authorities entered in the register.',
  },
  'complaint-subject': {
    title: 'Complaints to the Ombudsperson by subject',
    population: 'Complaints of migrants received in the year.',
    coverage: 'Complaints to courts and other bodies are not counted here.',
  },
  'complaint-finding': {
    title: 'Complaints to the Ombudsperson by finding',
    population: 'Findings on complaints of migrants that were made in the year.',
    coverage: 'Complaints closed without a finding are not counted.',
  },
  'complaint-remedy': {
    title: 'Complaints that led to a remedy',
    population: 'Complaints of migrants that were closed after a finding in the year.',
    coverage: 'Complaints whose recommendation is still being followed up are not counted.',
  },
  'school-enrolment-level': {
    title: 'Children enrolled in school by level',
    population:
      'Children for whom a place was asked through this register and who were enrolled in the school year that began in the year.',
    coverage: 'A school does not know the migration status of a child or a parent, so neither does this table.',
  },
  'school-enrolment-area': {
    title: 'Children enrolled in school by area',
    population:
      'Children for whom a place was asked through this register and who were enrolled in the school year that began in the year.',
    coverage:
      'A school does not know the migration status of a child or a parent, so neither does this table. The area is that in which the child lives, not that of the school. Areas with few children are shown together with a neighbour, always the same.',
  },
  'school-enrolment-area-level': {
    title: 'Children enrolled in school by area and level',
    population:
      'Children for whom a place was asked through this register and who were enrolled in the school year that began in the year.',
    coverage:
      'A school does not know the migration status of a child or a parent, so neither does this table. The area is that in which the child lives, not that of the school. Areas with few children are shown together with a neighbour, always the same.',
  },
  'school-enrolment-area-days': {
    title: 'Days from the request to the first day at school by area',
    population:
      'Children for whom a place was asked through this register and who were enrolled in the school year that began in the year.',
    coverage:
      'A school does not know the migration status of a child or a parent, so neither does this table. The area is that in which the child lives, not that of the school. Areas with few children are shown together with a neighbour, always the same.',
  },
  'school-enrolment-outcome': {
    title: 'Requests for a place in school by outcome',
    population: 'Decisions on requests for a place in the school year that began in the year.',
    coverage: 'Requests still open are not counted; one that was decided more than once counts each time.',
  },
  'trafficking-presumed': {
    title: 'People presumed to be victims of trafficking',
    population: 'Persons in whom a sign of trafficking was seen in the year; each is counted once.',
    coverage: 'Those whom nobody recognised are not seen; a higher figure may mean better recognition.',
  },
  'visit-answer': {
    title: 'Recommendations of visitors answered within the time limit',
    population: 'Time limits for an answer to a recommendation after a visit that fell due in the year.',
    coverage: 'Counts acts of institutions and no person.',
  },
  'detention-hearing': {
    title: 'Help before the judge: lawyer and interpreter',
    population: 'Reviews of immigration detentions that a judge decided in the quarter.',
    coverage: 'As the court entered it. An interpreter who was not needed is not missing.',
  },
  'detention-interpreter': {
    title: 'Interpreter present before the judge, where one was needed',
    population:
      'Reviews of immigration detentions that a judge decided in the quarter and in which the person needed an interpreter.',
    coverage: 'As the court entered it. A detention without a hearing is not counted.',
  },
  'detention-judge-hours': {
    title: 'Hours from the loss of liberty to the decision of the judge',
    population: 'Reviews of immigration detentions that a judge decided in the quarter.',
    coverage: 'A detention that ended without a judge is not counted.',
  },
  'detention-ended-by-judge': {
    title: 'Detentions that a judge ended or replaced',
    population: 'Reviews of immigration detentions that a judge decided in the quarter.',
    coverage: 'Release or an alternative, at whichever review it was ordered.',
  },
  'detention-proposal': {
    title: 'Proposals to detain: reasons, every alternative, screening',
    population:
      'Detentions on immigration grounds that ended in the quarter and for which an order was asked of a judge.',
    coverage: 'Reasons count as complete only where every alternative has a reason of its own.',
  },
  'detention-order': {
    title: 'Detention orders with complete reasons',
    population: 'Detentions on immigration grounds that ended in the quarter and that a judge had authorised.',
    coverage: 'Complete: the ground, necessity, proportion, and for every alternative a reason of its own.',
  },
  'detention-rights': {
    title: 'Rights and reasons told and understood within the first hour',
    population: 'Time limits to explain the rights of a detained person that fell due in the quarter.',
    coverage: 'What was not understood counts as not told.',
  },
  'detention-measure': {
    title: 'People detained or given an alternative',
    population:
      'Persons whose detention on immigration grounds ended in the quarter, or was replaced by an alternative; each is counted once in each.',
    coverage: 'Alternatives chosen before anybody was detained are not in this register.',
  },
  'detention-children': {
    title: 'Children in immigration detention',
    population:
      'Persons under 18, or not shown to be older, whose deprivation of liberty on immigration grounds ended in the year. An exact figure.',
    coverage: 'Only detentions that the authorities entered in the register.',
  },
  'detention-days': {
    title: 'Immigration detentions of the quarter by length',
    population: 'Detentions on immigration grounds that ended in the quarter.',
    coverage: 'From the loss of liberty as it was entered to the end. People still held are not counted.',
  },
  'expulsion-ways': {
    title: 'Expulsion decisions in which every way to stay was weighed',
    population: 'Decisions in expulsion proceedings that were taken in the quarter; one decided again counts again.',
    coverage: 'Weighed: every way to stay was looked at and explained, and what was found is written down.',
  },
  'expulsion-appeal-used': {
    title: 'Times to appeal against expulsion that were used',
    population: 'Times to appeal that ran out in the quarter, or would have.',
    coverage: 'An appeal that came late and was admitted is not counted as in time.',
  },
  'complaint-decided': {
    title: 'Complaints decided for the complainant',
    population: 'Findings on complaints of migrants that were made in the year.',
    coverage: 'Complaints that were settled or closed without a finding are under “settled or not stated”.',
  },
  'complaint-discrimination-time': {
    title: 'Complaints of discrimination decided within the time limit',
    population: 'Time limits for a finding on a complaint of discrimination that fell due in the quarter.',
    coverage: 'Complaints to courts and other bodies are not counted here.',
  },
  'complaint-discrimination-redress': {
    title: 'Complaints of discrimination whose redress was carried out',
    population: 'Complaints of discrimination that were upheld and closed in the year.',
    coverage: 'Complaints whose recommendation is still being followed up are not counted.',
  },
  'school-enrolment-days': {
    title: 'Days from the request to the first day at school',
    population:
      'Children for whom a place was asked through this register and who were enrolled in the school year that began in the year.',
    coverage: 'A school does not know the migration status of a child or a parent, so neither does this table.',
  },
  'trafficking-decision-due': {
    title: 'Identification of trafficking victims: time limits that fell due',
    population: 'Time limits to decide whether somebody is a victim of trafficking that fell due in the year.',
    coverage: 'Those whom nobody recognised are not seen.',
  },
  'trafficking-decision-in-time': {
    title: 'Identification of trafficking victims: time limits that were kept',
    population:
      'Time limits to decide whether somebody is a victim of trafficking that fell due in the year and were kept.',
    coverage: 'Those whom nobody recognised are not seen.',
  },
  'trafficking-residence-decided': {
    title: 'Residence asked for by trafficking victims: decided',
    population:
      'Answers to requests for residence by presumed or identified victims of trafficking that were noted in the year.',
    coverage: 'Those whom nobody recognised are not seen.',
  },
  'trafficking-residence-granted': {
    title: 'Residence asked for by trafficking victims: granted',
    population:
      'Answers to requests for residence by presumed or identified victims of trafficking that were noted in the year and gave it.',
    coverage: 'Those whom nobody recognised are not seen.',
  },
  'complaint-time': {
    title: 'Complaints to the Ombudsperson decided within the time limit',
    population: 'Time limits for a finding on a complaint of a migrant that fell due in the quarter.',
    coverage: 'Complaints to courts and other bodies are not counted here.',
  },
  'trafficking-concluded': {
    title: 'Cases of trafficking victims that ended',
    population:
      'Cases of victims of trafficking that ended in the year. A case that ended because nobody was found to be a victim is not counted.',
    coverage: 'Those whom nobody recognised are not seen.',
  },
  'trafficking-compensated': {
    title: 'Cases of trafficking victims that ended with compensation paid',
    population:
      'Cases of victims of trafficking that ended in the year and in which the victim had received compensation.',
    coverage: 'Those whom nobody recognised are not seen. Compensation that was awarded and not paid is not counted.',
  },
}
