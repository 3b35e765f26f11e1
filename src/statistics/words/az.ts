/** Azerbaijani: titles of tables, names of dimensions, categories and measures. */
import { tables } from './tables/az.ts'
import type { Words } from './words.ts'

export const az: Words = {
  tables,
  breaches: {
    series: '{register}: təminatların pozuntuları',
    title: '{register}: {safeguard} təminatının pozuntuları',
    population: 'İl ərzində aşkar edilmiş {safeguard} təminatının pozuntuları. Dəqiq rəqəmdir.',
    coverage: 'Yalnız reyestrin aşkar etdikləri. İzah edilmiş və ya üzrlü sayılmış pozuntu da sayda qalır.',
  },
  procedures: {
    detention: 'Saxlanma reyestri',
    expulsion: 'Ölkədən çıxarma reyestri',
    complaint: 'Ombudsmana şikayətlər reyestri',
    'school-enrolment': 'Məktəbə qəbul reyestri',
    'trafficking-identification': 'İnsan alveri zərərçəkmişlərinin tanınması reyestri',
    visit: 'Saxlanma yerlərinə baş çəkmələr reyestri',
  },
  dimensions: {
    SEX: {
      name: 'Cins',
      codes: { F: 'Qadınlar və qızlar', M: 'Kişilər və oğlanlar', _U: 'Başqa və ya göstərilməyib' },
    },
    REF_AREA: { name: 'Ərazi', codes: { _U: 'Başqa yerdə və ya göstərilməyib' } },
    AGE: { name: 'Yaş', codes: { Y0T17: '18 yaşdan kiçik', Y_GE18: '18 yaş və yuxarı', _U: 'Göstərilməyib' } },
    CITIZENSHIP: {
      name: 'Vətəndaşlıq',
      codes: {
        CENTRAL_ASIA: 'Mərkəzi Asiya',
        WESTERN_ASIA: 'Qərbi Asiya',
        SOUTHERN_ASIA: 'Cənubi Asiya',
        EASTERN_EUROPE: 'Şərqi Avropa',
        _O: 'Başqa, vətəndaşlığı olmayan və ya göstərilməyib',
      },
    },
    GROUND: {
      name: 'Əsas',
      codes: {
        REMOVAL: 'Ölkədən çıxarılmanı icra etmək',
        PUBLIC_SECURITY: 'İctimai təhlükəsizlik',
        _U: 'Başqa və ya göstərilməyib',
      },
    },
    DECISION: {
      name: 'Qərar',
      codes: {
        RELEASE: 'Azad etmə',
        ALTERNATIVE: 'Alternativ',
        AUTHORIZE: 'Saxlanma qərarı',
        _U: 'Qərar yoxdur və ya göstərilməyib',
      },
    },
    EXPULSION_DECISION: {
      name: 'Qərar',
      codes: {
        NO_EXPULSION: 'Çıxarma yoxdur',
        WITHDRAWN: 'Geri götürülüb',
        VOLUNTARY_DEPARTURE: 'Öz istəyi ilə getmək üçün vaxt',
        EXPULSION: 'Ölkədən çıxarma',
        _U: 'Qərar yoxdur və ya göstərilməyib',
      },
    },
    HELP: { name: 'Lazım olan bütün kömək', codes: { YES: 'Bəli', NO: 'Xeyr', _U: 'Göstərilməyib' } },
    OVERTURNED: {
      name: 'Hakim sona çatdırıb və ya əvəz edib',
      codes: { YES: 'Bəli', NO: 'Xeyr' },
    },
    REASONED: { name: 'Səbəblər tamdır', codes: { YES: 'Bəli', NO: 'Xeyr', _U: 'Göstərilməyib' } },
    SCREENED: { name: 'Əvvəlcədən yoxlanılıb', codes: { YES: 'Bəli', NO: 'Xeyr', _U: 'Göstərilməyib' } },
    WAYS_WEIGHED: {
      name: 'Qalmağın hər yolu nəzərdən keçirilib',
      codes: { YES: 'Bəli', NO: 'Xeyr', _U: 'Göstərilməyib' },
    },
    APPEALED: { name: 'Vaxtında şikayət verilib', codes: { YES: 'Bəli', NO: 'Xeyr', _U: 'Göstərilməyib' } },
    IN_FAVOUR: {
      name: 'Şikayətçinin xeyrinə',
      codes: { YES: 'Tam və ya qismən', NO: 'Xeyr', _U: 'Razılıqla və ya göstərilməyib' },
    },
    CARRIED_OUT: { name: 'Tövsiyə yerinə yetirilib', codes: { YES: 'Bəli', NO: 'Xeyr' } },
    MEASURE_TAKEN: { name: 'Seçilmiş tədbir', codes: { ALTERNATIVE: 'Alternativ', DETENTION: 'Sonunadək saxlanma' } },
    HOURS_TO_JUDGE: {
      name: 'Hakimədək vaxt',
      codes: {
        '0T13': '12 saata qədər',
        '13T25': '12 saatdan çox, 24 saata qədər',
        '25T49': '24 saatdan çox, 48 saata qədər',
        GE49: '48 saatdan çox',
        _U: 'Göstərilməyib',
      },
    },
    DAYS_TO_DESK: {
      name: 'İlk dərs gününədək günlər',
      codes: {
        '0T4': '3 günə qədər',
        '4T6': '4 və ya 5 gün',
        '6T11': '6 gündən 10 günə qədər',
        GE11: '10 gündən çox',
        _U: 'Göstərilməyib',
      },
    },
    LAWYER: { name: 'Vəkilin iştirakı', codes: { YES: 'Bəli', NO: 'Xeyr', _U: 'Göstərilməyib' } },
    INTERPRETER: { name: 'Tərcüməçinin iştirakı', codes: { YES: 'Bəli', NO: 'Xeyr', _U: 'Göstərilməyib' } },
    IN_TIME: { name: 'Müddətində', codes: { YES: 'Bəli', NO: 'Xeyr', _U: 'Göstərilməyib' } },
    HOURS: {
      name: 'Davamiyyət',
      codes: {
        '0T25': '24 saata qədər',
        '25T73': '24 saatdan çox, 72 saata qədər',
        '73T361': '72 saatdan çox, 15 günə qədər',
        GE361: '15 gündən çox',
        _U: 'Göstərilməyib',
      },
    },
    ALTERNATIVE: {
      name: 'Alternativ',
      codes: {
        OWN_PROMISE: 'Şəxsin öz vədi',
        SUPPORTED: 'Dəstəklə, icma daxilində',
        REPORTING: 'Vaxtaşırı qeyd olunmaq və ya müəyyən yerdə yaşamaq',
        SURETY: 'Sənəd saxlatmaq və ya zaminlik',
        _U: 'Başqa və ya göstərilməyib',
      },
    },
    LEGAL_AID: { name: 'Hüquqi yardım', codes: { YES: 'Bəli', NO: 'Xeyr', _U: 'Göstərilməyib' } },
    RULING: {
      name: 'Nəticə',
      codes: {
        UPHELD: 'Qərar qüvvədə saxlanılıb',
        ANNULLED: 'Qərar ləğv edilib',
        REMITTED: 'Yeni qərar üçün geri göndərilib',
        WITHDRAWN_BY_PERSON: 'Şəxs geri götürüb',
        _U: 'Gecikib və qəbul edilməyib, yaxud göstərilməyib',
      },
    },
    SUBJECT: {
      name: 'Mövzu',
      codes: {
        LIBERTY: 'Azadlıq və ölkədən çıxarma',
        WORK: 'Əmək və işə götürmə',
        SERVICES: 'Sağlamlıq, məktəb, qeydiyyat, mənzil',
        EQUALITY: 'Ayrı-seçkilik, zorakılıq, şəxsi həyat',
        _U: 'Başqa və ya göstərilməyib',
      },
    },
    FINDING: {
      name: 'Çıxarılan nəticə',
      codes: {
        VIOLATION: 'Pozuntu',
        PARTLY: 'Qismən pozuntu',
        NONE: 'Pozuntu yoxdur',
        SETTLED: 'Razılaşdırılıb',
        _U: 'Başqa və ya göstərilməyib',
      },
    },
    REMEDIED: { name: 'Hüququn bərpası', codes: { YES: 'Bəli', NO: 'Xeyr', _U: 'Göstərilməyib' } },
    LEVEL: {
      name: 'Səviyyə',
      codes: {
        PRESCHOOL: 'Məktəbəqədər təhsil',
        PRIMARY: 'İbtidai təhsil',
        LOWER_SECONDARY: 'Ümumi orta təhsil',
        UPPER_SECONDARY: 'Tam orta təhsil',
        _U: 'Göstərilməyib',
      },
    },
    OUTCOME: { name: 'Nəticə', codes: { PLACED: 'Yer verilib', REFUSED: 'İmtina edilib' } },
  },
  catalogue: {
    title: 'Əməkçi miqrantlar və onların ailələri haqqında statistika',
    description:
      'Əməkçi miqrantlar və onların ailə üzvləri haqqında dərc edilmiş cədvəllər. Hər rəqəm qorunur; heç bir qeyd dərc edilmir.',
  },
  total: 'Cəmi',
  moreThan: '{n} qiymətindən çox',
  includedIn: '“{name}” kateqoriyasına daxildir',
  measures: {
    PERSONS: 'Şəxslər',
    CASES: 'İşlər',
    EVENTS: 'Müddətlər',
    BREACHES: 'Pozuntular',
    SHARE_LAWYER: 'Vəkilin iştirak etdiyi halların payı',
    SHARE_INTERPRETER: 'Tərcüməçinin iştirak etdiyi halların payı',
    SHARE_IN_TIME: 'Müddətində olanların payı',
    MEDIAN_HOURS: 'Davamiyyətin medianı, saat',
    SHARE_LEGAL_AID: 'Hüquqi yardım olan halların payı',
    SHARE_REMEDIED: 'Hüququn bərpası ilə nəticələnənlərin payı',
    SHARE_REFUSED: 'İmtinaların payı',
    SHARE_HELP: 'Lazım olan bütün köməyin olduğu halların payı',
    MEDIAN_HOURS_TO_JUDGE: 'Hakimin qərarınadək saatların medianı',
    SHARE_OVERTURNED: 'Hakimin sona çatdırdığı və ya əvəz etdiyi halların payı',
    SHARE_REASONED: 'Səbəbləri tam olanların payı',
    SHARE_SCREENED: 'Əvvəlcədən yoxlanılanların payı',
    SHARE_ALTERNATIVE: 'Alternativ tətbiq edilənlərin payı',
    MEDIAN_DAYS: 'Davamiyyətin medianı, gün',
    SHARE_WAYS_WEIGHED: 'Qalmağın hər yolu nəzərdən keçirilənlərin payı',
    SHARE_APPEALED: 'Vaxtında şikayət verilənlərin payı',
    SHARE_IN_FAVOUR: 'Şikayətçinin xeyrinə həll edilənlərin payı',
    SHARE_CARRIED_OUT: 'Tövsiyəsi yerinə yetirilənlərin payı',
    MEDIAN_DAYS_TO_DESK: 'İlk dərs gününədək günlərin medianı',
  },
}
