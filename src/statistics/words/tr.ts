/** Turkish: titles of tables, names of dimensions, categories and measures. */
import type { Words } from './words.ts'

export const tr: Words = {
  tables: {
    'detention-stock': {
      title: 'Çeyreğin sonunda göç nedeniyle alıkonulan kişiler',
      population: 'Çeyreğin son günü saat 24.00’te göç nedeniyle özgürlüğünden yoksun bırakılmış kişiler.',
      coverage: 'Yalnızca yetkililerin kütüğe işlediği alıkoymalar.',
    },
    'detention-persons': {
      title: 'Göç nedeniyle alıkonulması sona eren kişiler',
      population:
        'Göç nedeniyle özgürlüğünden yoksun bırakılması yıl içinde sona eren kişiler; her biri bir kez sayılır.',
      coverage: 'Yalnızca yetkililerin kütüğe işlediği alıkoymalar. Kayıtsız alıkonulan kişi burada görünmez.',
    },
    'detention-citizenship': {
      title: 'Göç nedeniyle alıkonulması sona eren kişiler, vatandaşlığın ait olduğu dünya bölgesine göre',
      population:
        'Göç nedeniyle özgürlüğünden yoksun bırakılması yıl içinde sona eren kişiler; her biri bir kez sayılır.',
      coverage:
        'Yalnızca yetkililerin kütüğe işlediği alıkoymalar. Hiç kimse tanınmasın diye ülkeler bir araya getirilmiştir.',
    },
    'detention-ground': {
      title: 'Göç nedeniyle alıkoymalar, gerekçeye göre',
      population: 'Göç nedeniyle yapılan ve yıl içinde sona eren alıkoymalar.',
      coverage:
        'Gerekçe, kütüğe işlendiği gibidir; gerekçe işlenmeden sona eren alıkoymalar “diğer veya belirtilmemiş” altındadır.',
    },
    'detention-decision': {
      title: 'Göç nedeniyle alıkoymalar, hâkimin kararına göre',
      population: 'Göç nedeniyle yapılan ve yıl içinde sona eren alıkoymalar.',
      coverage: 'Hâkim karar vermeden sona eren alıkoymalar “karar yok veya belirtilmemiş” altındadır.',
    },
    'detention-hearing': {
      title: 'Hâkim önünde avukat ve tercüman bulunması',
      population: 'Göç nedeniyle yapılan ve yıl içinde sona eren alıkoymalar.',
      coverage: 'Mahkemenin işlediği gibidir. Duruşma yapılmadıysa veya tercümana gerek olmadıysa “hayır” sayılır.',
    },
    'detention-review': {
      title: 'Hâkimin süresi içinde incelediği alıkoymalar',
      population: 'Hâkimin alıkoymayı incelemesi için çeyrek içinde dolan süreler.',
      coverage:
        'Süresi dolmadan hâkim önüne çıkmaksızın sona eren alıkoyma sayılmaz; süresi hâkim olmadan geçen, zamanında incelenmemiş sayılır.',
    },
    'detention-length': {
      title: 'Göç nedeniyle alıkoymalar, uzunluğa göre',
      population: 'Göç nedeniyle yapılan ve yıl içinde sona eren alıkoymalar.',
      coverage: 'Özgürlükten yoksun bırakmanın kütüğe işlenen anından sona erdiği ana kadar.',
    },
    'detention-alternative': {
      title: 'Alıkoymaya alternatifler, türe göre',
      population: 'Yerine bir alternatife karar verilerek yıl içinde sona eren alıkoymalar.',
      coverage: 'Kimse alıkonulmadan önce seçilen alternatifler bu kütükte yoktur.',
    },
    'expulsion-decision': {
      title: 'Sınır dışı etme işlemleri, karara göre',
      population: 'Sınır dışı etme işlemlerinde yıl içinde verilen kararlar; yeniden verilen karar yeniden sayılır.',
      coverage: 'Yalnızca idari usulle yürütülen işlemler. Karardan önce kapatılan veya geri çekilenler sayılmaz.',
    },
    'expulsion-legal-aid': {
      title: 'Sınır dışı etme işlemlerinde hukuki yardım',
      population: 'Sınır dışı etme işlemlerinde yıl içinde verilen kararlar; yeniden verilen karar yeniden sayılır.',
      coverage: 'Kişinin karardan önce baş başa görüştüğü avukat; ücretini Devlet ödesin veya ödemesin.',
    },
    'expulsion-appeal': {
      title: 'Sınır dışı etme kararına itirazlar, sonuca göre',
      population: 'Sınır dışı etme kararına yapılan ve yıl içinde sonuçlanan itirazlar.',
      coverage: 'Yıl sonunda henüz incelenmekte olan itirazlar sayılmaz.',
    },
    'expulsion-during-appeal': {
      title: 'İtiraz incelenirken sınır dışı edilmeler',
      population: 'Yıl içinde itiraz incelenirken gerçekleşen ayrılışlar. Kesin sayıdır.',
      coverage: 'Yalnızca yetkililerin kütüğe işlediği ayrılışlar.',
    },
    'complaint-subject': {
      title: 'Ombudsmana şikâyetler, konuya göre',
      population: 'Göçmenlerin yıl içinde alınan şikâyetleri.',
      coverage: 'Mahkemelere ve başka kurumlara yapılan şikâyetler burada sayılmaz.',
    },
    'complaint-finding': {
      title: 'Ombudsmana şikâyetler, varılan sonuca göre',
      population: 'Göçmenlerin şikâyetlerinde yıl içinde varılan sonuçlar.',
      coverage: 'Bir sonuca varılmadan kapatılan şikâyetler sayılmaz.',
    },
    'complaint-remedy': {
      title: 'Giderimle sonuçlanan şikâyetler',
      population: 'Göçmenlerin, bir sonuca varıldıktan sonra yıl içinde kapatılan şikâyetleri.',
      coverage: 'Tavsiyenin yerine getirilmesi hâlâ izlenen şikâyetler sayılmaz.',
    },
    'school-enrolment-level': {
      title: 'Okula kaydedilen çocuklar, düzeye göre',
      population: 'Bu kütük aracılığıyla yer istenen ve bu yıl başlayan öğretim yılında okula kaydedilen çocuklar.',
      coverage: 'Okul, çocuğun veya ebeveynin göç statüsünü bilmez; bu tablo da bilmez.',
    },
    'school-enrolment-outcome': {
      title: 'Okulda yer başvuruları, sonuca göre',
      population: 'Bu yıl başlayan öğretim yılında yer başvuruları hakkında verilen kararlar.',
      coverage: 'Henüz incelenen başvurular sayılmaz; birden çok kez karara bağlanan başvuru her seferinde sayılır.',
    },
    'trafficking-presumed': {
      title: 'İnsan ticareti mağduru olduğu varsayılan kişiler',
      population: 'Yıl içinde insan ticareti belirtisi görülen kişiler; her biri bir kez sayılır.',
      coverage: 'Kimsenin tanımadığı kişiler burada görünmez; daha yüksek bir sayı daha iyi tanımayı gösterebilir.',
    },
    'visit-answer': {
      title: 'Ziyaretçilerin süresi içinde yanıtlanan tavsiyeleri',
      population: 'Bir ziyaretten sonra verilen tavsiyeye yanıt için yıl içinde dolan süreler.',
      coverage: 'Kurumların eylemleri sayılır, hiçbir kişi sayılmaz.',
    },
  },
  breaches: {
    series: '{register}: güvencelerin ihlalleri',
    title: '{register}: {safeguard} güvencesinin ihlalleri',
    population: 'Yıl içinde tespit edilen {safeguard} güvencesi ihlalleri. Kesin sayıdır.',
    coverage: 'Yalnızca sicilin tespit ettikleri. Açıklanan veya mazur görülen ihlal de sayıda kalır.',
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
        NO_EXPULSION: 'Sınır dışı etme yok',
        WITHDRAWN: 'Geri çekildi',
        VOLUNTARY_DEPARTURE: 'Kendi isteğiyle ayrılma süresi',
        EXPULSION: 'Sınır dışı etme',
        _U: 'Karar yok veya belirtilmemiş',
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
  },
}
