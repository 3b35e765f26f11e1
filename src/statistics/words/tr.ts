/** Turkish: titles of tables, names of dimensions, categories and measures. */
import { tables } from './tables/tr.ts'
import type { Words } from './words.ts'

export const tr: Words = {
  tables,
  breaches: {
    series: '{register}: güvencelerin ihlalleri',
    title: '{register}: {safeguard} güvencesinin ihlalleri',
    population: 'Yıl içinde tespit edilen {safeguard} güvencesi ihlalleri. Kesin sayıdır.',
    coverage: 'Yalnızca kütüğün tespit ettikleri. Açıklanan veya mazur görülen ihlal de sayıda kalır.',
  },
  procedures: {
    detention: 'Alıkoyma kütüğü',
    expulsion: 'Sınır dışı etme kütüğü',
    complaint: 'Ombudsmana şikâyetler kütüğü',
    'school-enrolment': 'Okula kayıt kütüğü',
    'trafficking-identification': 'İnsan ticareti mağdurlarının tanınması kütüğü',
    visit: 'Alıkonulma yerlerine ziyaretler kütüğü',
  },
  dimensions: {
    SEX: {
      name: 'Cinsiyet',
      codes: { F: 'Kadınlar ve kız çocukları', M: 'Erkekler ve erkek çocuklar', _U: 'Diğer veya belirtilmemiş' },
    },
    REF_AREA: { name: 'Alan', codes: { _U: 'Başka yerde veya belirtilmemiş' } },
    AGE: { name: 'Yaş', codes: { Y0T17: '18 yaşın altı', Y_GE18: '18 yaş ve üzeri', _U: 'Belirtilmemiş' } },
    CITIZENSHIP: {
      name: 'Vatandaşlık',
      codes: {
        CENTRAL_ASIA: 'Orta Asya',
        WESTERN_ASIA: 'Batı Asya',
        SOUTHERN_ASIA: 'Güney Asya',
        EASTERN_EUROPE: 'Doğu Avrupa',
        _O: 'Diğer, vatansız veya belirtilmemiş',
      },
    },
    GROUND: {
      name: 'Gerekçe',
      codes: {
        REMOVAL: 'Sınır dışı etmeyi yerine getirmek',
        PUBLIC_SECURITY: 'Kamu güvenliği',
        _U: 'Diğer veya belirtilmemiş',
      },
    },
    DECISION: {
      name: 'Karar',
      codes: {
        RELEASE: 'Serbest bırakma',
        ALTERNATIVE: 'Bir alternatif',
        AUTHORIZE: 'Alıkoyma kararı',
        _U: 'Karar yok veya belirtilmemiş',
      },
    },
    EXPULSION_DECISION: {
      name: 'Karar',
      codes: {
        NO_EXPULSION: 'Sınır dışı etme yok',
        WITHDRAWN: 'Geri çekildi',
        VOLUNTARY_DEPARTURE: 'Kendi isteğiyle ayrılma süresi',
        EXPULSION: 'Sınır dışı etme',
        _U: 'Karar yok veya belirtilmemiş',
      },
    },
    HELP: { name: 'Gereken bütün yardım', codes: { YES: 'Evet', NO: 'Hayır', _U: 'Belirtilmemiş' } },
    OVERTURNED: {
      name: 'Hâkim sona erdirdi veya değiştirdi',
      codes: { YES: 'Evet', NO: 'Hayır' },
    },
    REASONED: { name: 'Gerekçeler tam', codes: { YES: 'Evet', NO: 'Hayır', _U: 'Belirtilmemiş' } },
    SCREENED: { name: 'Önceden tarandı', codes: { YES: 'Evet', NO: 'Hayır', _U: 'Belirtilmemiş' } },
    WAYS_WEIGHED: { name: 'Kalmanın her yolu tartıldı', codes: { YES: 'Evet', NO: 'Hayır', _U: 'Belirtilmemiş' } },
    APPEALED: { name: 'Süresinde itiraz edildi', codes: { YES: 'Evet', NO: 'Hayır', _U: 'Belirtilmemiş' } },
    IN_FAVOUR: {
      name: 'Şikâyetçi lehine',
      codes: { YES: 'Tamamen veya kısmen', NO: 'Hayır', _U: 'Uzlaşıldı veya belirtilmemiş' },
    },
    CARRIED_OUT: { name: 'Giderim yerine getirildi', codes: { YES: 'Evet', NO: 'Hayır' } },
    MEASURE_TAKEN: {
      name: 'Alınan önlem',
      codes: { ALTERNATIVE: 'Bir alternatif', DETENTION: 'Sonuna kadar alıkoyma' },
    },
    HOURS_TO_JUDGE: {
      name: 'Hâkime kadar geçen süre',
      codes: {
        '0T13': '12 saate kadar',
        '13T25': '12 saatten çok, 24 saate kadar',
        '25T49': '24 saatten çok, 48 saate kadar',
        GE49: '48 saatten çok',
        _U: 'Belirtilmemiş',
      },
    },
    DAYS_TO_DESK: {
      name: 'İlk okul gününe kadar geçen günler',
      codes: {
        '0T4': '3 güne kadar',
        '4T6': '4 veya 5 gün',
        '6T11': '6 ile 10 gün arası',
        GE11: '10 günden çok',
        _U: 'Belirtilmemiş',
      },
    },
    LAWYER: { name: 'Avukat bulunması', codes: { YES: 'Evet', NO: 'Hayır', _U: 'Belirtilmemiş' } },
    INTERPRETER: { name: 'Tercüman bulunması', codes: { YES: 'Evet', NO: 'Hayır', _U: 'Belirtilmemiş' } },
    IN_TIME: { name: 'Süresi içinde', codes: { YES: 'Evet', NO: 'Hayır', _U: 'Belirtilmemiş' } },
    HOURS: {
      name: 'Uzunluk',
      codes: {
        '0T25': '24 saate kadar',
        '25T73': '24 saatten çok, 72 saate kadar',
        '73T361': '72 saatten çok, 15 güne kadar',
        GE361: '15 günden çok',
        _U: 'Belirtilmemiş',
      },
    },
    ALTERNATIVE: {
      name: 'Alternatif',
      codes: {
        OWN_PROMISE: 'Kişinin kendi sözü',
        SUPPORTED: 'Destekle, toplum içinde',
        REPORTING: 'Bildirimde bulunma veya belirli bir yerde oturma',
        SURETY: 'Emanet veya kefalet',
        _U: 'Diğer veya belirtilmemiş',
      },
    },
    LEGAL_AID: { name: 'Hukuki yardım', codes: { YES: 'Evet', NO: 'Hayır', _U: 'Belirtilmemiş' } },
    RULING: {
      name: 'Sonuç',
      codes: {
        UPHELD: 'Karar onandı',
        ANNULLED: 'Karar iptal edildi',
        REMITTED: 'Yeni karar için geri gönderildi',
        WITHDRAWN_BY_PERSON: 'Kişi geri çekti',
        _U: 'Geç yapılmış ve kabul edilmemiş veya belirtilmemiş',
      },
    },
    SUBJECT: {
      name: 'Konu',
      codes: {
        LIBERTY: 'Özgürlük ve sınır dışı etme',
        WORK: 'Çalışma ve işe alma',
        SERVICES: 'Sağlık, okul, kayıt, konut',
        EQUALITY: 'Ayrımcılık, şiddet, özel hayat',
        _U: 'Diğer veya belirtilmemiş',
      },
    },
    FINDING: {
      name: 'Varılan sonuç',
      codes: {
        VIOLATION: 'İhlal',
        PARTLY: 'Kısmen ihlal',
        NONE: 'İhlal yok',
        SETTLED: 'Uzlaşıldı',
        _U: 'Diğer veya belirtilmemiş',
      },
    },
    REMEDIED: { name: 'Giderim', codes: { YES: 'Evet', NO: 'Hayır', _U: 'Belirtilmemiş' } },
    LEVEL: {
      name: 'Düzey',
      codes: {
        PRESCHOOL: 'Okul öncesi',
        PRIMARY: 'İlköğretim',
        LOWER_SECONDARY: 'Ortaöğretimin ilk kademesi',
        UPPER_SECONDARY: 'Ortaöğretimin ikinci kademesi',
        _U: 'Belirtilmemiş',
      },
    },
    OUTCOME: { name: 'Sonuç', codes: { PLACED: 'Yer verildi', REFUSED: 'Reddedildi' } },
  },
  catalogue: {
    title: 'Göçmen işçiler ve aileleri hakkında istatistikler',
    description:
      'Göçmen işçiler ve aile fertleri hakkında yayımlanmış tablolar. Her rakam korunur; hiçbir kayıt yayımlanmaz.',
  },
  total: 'Toplam',
  moreThan: '{n} değerinden fazla',
  includedIn: '“{name}” içinde',
  measures: {
    PERSONS: 'Kişiler',
    CASES: 'Dosyalar',
    EVENTS: 'Süreler',
    BREACHES: 'İhlaller',
    SHARE_LAWYER: 'Avukat bulunanların payı',
    SHARE_INTERPRETER: 'Tercüman bulunanların payı',
    SHARE_IN_TIME: 'Süresi içinde olanların payı',
    MEDIAN_HOURS: 'Ortanca uzunluk, saat',
    SHARE_LEGAL_AID: 'Hukuki yardım bulunanların payı',
    SHARE_REMEDIED: 'Giderimle sonuçlananların payı',
    SHARE_REFUSED: 'Reddedilenlerin payı',
    SHARE_HELP: 'Gereken bütün yardımın bulunduğu payı',
    MEDIAN_HOURS_TO_JUDGE: 'Hâkimin kararına kadar ortanca saat',
    SHARE_OVERTURNED: 'Hâkimin sona erdirdiği veya değiştirdiği payı',
    SHARE_REASONED: 'Gerekçesi tam olanların payı',
    SHARE_SCREENED: 'Önceden tarananların payı',
    SHARE_ALTERNATIVE: 'Alternatif uygulananların payı',
    MEDIAN_DAYS: 'Ortanca uzunluk, gün',
    SHARE_WAYS_WEIGHED: 'Kalmanın her yolunun tartıldığı payı',
    SHARE_APPEALED: 'Süresinde itiraz edilenlerin payı',
    SHARE_IN_FAVOUR: 'Şikâyetçi lehine karara bağlananların payı',
    SHARE_CARRIED_OUT: 'Giderimi yerine getirilenlerin payı',
    MEDIAN_DAYS_TO_DESK: 'İlk okul gününe kadar ortanca gün',
  },
}
