/** The English catalogue, one file an area; its keys type every call of `t`. */
import api from './api.json' with { type: 'json' }
import breakdown from './breakdown.json' with { type: 'json' }
import calendar from './calendar.json' with { type: 'json' }
import cases from './cases.json' with { type: 'json' }
import complaint from './complaint.json' with { type: 'json' }
import consultation from './consultation.json' with { type: 'json' }
import corrections from './corrections.json' with { type: 'json' }
import documents from './documents.json' with { type: 'json' }
import figures from './figures.json' with { type: 'json' }
import files from './files.json' with { type: 'json' }
import forms from './forms.json' with { type: 'json' }
import importing from './import.json' with { type: 'json' }
import letters from './letters.json' with { type: 'json' }
import notices from './notices.json' with { type: 'json' }
import obligations from './obligations.json' with { type: 'json' }
import oversight from './oversight.json' with { type: 'json' }
import own from './own.json' with { type: 'json' }
import passkeys from './passkeys.json' with { type: 'json' }
import people from './people.json' with { type: 'json' }
import reading from './reading.json' with { type: 'json' }
import register from './register.json' with { type: 'json' }
import reports from './reports.json' with { type: 'json' }
import responsibility from './responsibility.json' with { type: 'json' }
import safeguards from './safeguards.json' with { type: 'json' }
import sessions from './sessions.json' with { type: 'json' }
import site from './site.json' with { type: 'json' }
import statistics from './statistics.json' with { type: 'json' }
import statisticsImport from './statistics-import.json' with { type: 'json' }
import uploads from './uploads.json' with { type: 'json' }
import work from './work.json' with { type: 'json' }

export const english = {
  ...api,
  ...site,
  ...safeguards,
  ...sessions,
  ...obligations,
  ...documents,
  ...breakdown,
  ...calendar,
  ...complaint,
  ...cases,
  ...consultation,
  ...corrections,
  ...files,
  ...importing,
  ...letters,
  ...notices,
  ...own,
  ...passkeys,
  ...people,
  ...oversight,
  ...reading,
  ...register,
  ...responsibility,
  ...work,
  ...reports,
  ...forms,
  ...figures,
  ...statistics,
  ...statisticsImport,
  ...uploads,
}

export type TextKey = keyof typeof english
