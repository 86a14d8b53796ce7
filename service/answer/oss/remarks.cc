#include "service/answer/oss/remarks.h"

#include <cstddef>

#include "absl/strings/substitute.h"

#include "service/render/phrase.h"

namespace izin {
namespace {

struct Words {
  RemarkKind kind;
  const char* code;
  Phrase title;
  Phrase detail;
};

// In the order of the kinds.
constexpr Words kWords[] = {
    {RemarkKind::kEditionByTheGuide,
     "EDITION_BY_THE_GUIDE",
     {"Kode dibaca sebagai KBLI 2020", "Codes are read as KBLI 2020"},
     {"Pedoman versi 4.3.22 menyebut KBLI 2020 pada setiap kode. Bila payload ini memakai "
      "KBLI 2025, nyatakan edisinya (kbli_edition, --edition 2025); nomor yang sama dapat berarti "
      "usaha lain.",
      "The guide, version 4.3.22, says KBLI 2020 of every code. If this payload is of KBLI "
      "2025, name the edition (kbli_edition, --edition 2025): the same number may mean another "
      "business."}},
    {RemarkKind::kOtherVersion,
     "OTHER_VERSION",
     {"Payload menyebut versi lain", "The payload names another version"},
     {"versi_pia payload $0; dibaca menurut pedoman versi 4.3.22.",
      "versi_pia of the payload is $0; it was read by version 4.3.22 of the guide."}},
    {RemarkKind::kUnknownMembers,
     "UNKNOWN_MEMBERS",
     {"Isian yang tidak dikenal pedoman", "Members that the guide does not have"},
     {"Dilewati: $0.", "Passed over: $0."}},
    {RemarkKind::kNoChecklist,
     "NO_CHECKLIST",
     {"Payload tanpa data_checklist", "The payload has no data_checklist"},
     {"Daftar periksa menurut aturan ditampilkan, tetapi tidak ada yang dibandingkan.",
      "The checklist that the rules imply is shown, and there is nothing to compare it "
      "with."}},
    {RemarkKind::kNibWithoutCode,
     "NIB_WITHOUT_CODE",
     {"NIB tidak ada dalam daftar", "The NIB is not in the checklist"},
     {"Lampiran 27 pedoman tidak memberi NIB kode jenis_izin; NIB adalah payload itu "
      "sendiri.",
      "Lampiran 27 of the guide has no jenis_izin for the NIB, which is the payload "
      "itself."}},
    {RemarkKind::kKbliConverted,
     "KBLI_CONVERTED",
     {"Kode hasil konversi berbeda", "The converted code differs"},
     {"kbli_konversi $0 berbeda dari kbli proyek. Pedoman menyebutnya KBLI 2020 hasil "
      "konversi dari KBLI 2017; jawaban memakai kbli proyek. Periksa mana yang benar.",
      "kbli_konversi $0 differs from the kbli of the project. The guide calls it KBLI 2020 "
      "converted from KBLI 2017; the answer uses the project's kbli. Check which is "
      "right."}},
    {RemarkKind::kScaleOfTheNib,
     "SCALE_OF_THE_NIB",
     {"Skala diambil dari NIB", "The scale is that of the NIB"},
     {"Proyek tidak menyebut skala_usaha; dipakai dataNIB.skala_usaha.",
      "The project states no skala_usaha; that of dataNIB is used."}},
    {RemarkKind::kScaleDerived,
     "SCALE_DERIVED",
     {"Skala dihitung dari modal", "The scale follows from the capital"},
     {"skala_usaha tidak ada; dihitung dari jumlah_investasi tanpa tanah dan bangunan.",
      "skala_usaha is missing; it was derived from jumlah_investasi without land and "
      "buildings."}},
    {RemarkKind::kCapitalNotRead,
     "CAPITAL_NOT_READ",
     {"Modal tidak dipakai", "The capital is not used"},
     {"jumlah_investasi lebih kecil daripada tanah dan bangunan di dalamnya.",
      "jumlah_investasi is less than the land and buildings within it."}},
    {RemarkKind::kCapitalStatusNotStated,
     "CAPITAL_STATUS_NOT_STATED",
     {"Status penanaman modal tidak ada", "The status of the investment is missing"},
     {"Tidak ada status_penanaman_modal maupun modal asing: dibaca sebagai modal dalam "
      "negeri. Dengan modal asing, skala selalu besar dan izin diterbitkan Lembaga OSS.",
      "There is neither status_penanaman_modal nor foreign capital: read as domestic. With "
      "foreign capital the scale is always large, and the OSS institution issues the "
      "licence."}},
    {RemarkKind::kNeitherForeignNorDomestic,
     "NEITHER_PMA_NOR_PMDN",
     {"Bukan PMA maupun PMDN", "Neither PMA nor PMDN"},
     {"status_penanaman_modal 03 (bentuk usaha tetap) dibaca bukan sebagai modal asing; "
      "pedoman tidak menyebut bagaimana.",
      "status_penanaman_modal 03 (permanent establishment) is not read as foreign capital; "
      "the guide does not say how."}},
    {RemarkKind::kZoneKindNotStated,
     "ZONE_KIND_NOT_STATED",
     {"Jenis kawasan tidak disebut", "The kind of zone is not stated"},
     {"Lokasi di dalam kawasan, tetapi dataNIB.jenis_kawasan tidak ada; kd_kawasan tidak "
      "dapat dibaca karena pedoman tidak memuat daftarnya. Pertanyaannya dibiarkan terbuka.",
      "The location lies within a zone, but dataNIB.jenis_kawasan is missing, and "
      "kd_kawasan cannot be read: the guide does not hold its list. The question is left "
      "open."}},
    {RemarkKind::kExtentNotStated,
     "EXTENT_NOT_STATED",
     {"Lintas apa tidak disebut", "Across what is not stated"},
     {"jenis_lokasi menyatakan lintas administratif, tetapi pedoman tidak membedakan lintas "
      "kabupaten/kota dan lintas provinsi. Pertanyaannya dibiarkan terbuka.",
      "jenis_lokasi says that it lies across boundaries, but the guide does not tell those "
      "of regencies from those of provinces. The question is left open."}},
    {RemarkKind::kAreaWithoutUnit,
     "AREA_WITHOUT_UNIT",
     {"Luas tanah tanpa satuan", "Land area without a unit"},
     {"satuan_luas_tanah tidak ada, maka luas_tanah tidak dipakai.",
      "satuan_luas_tanah is missing, so luas_tanah is not used."}},
    {RemarkKind::kSpatialPlanNotRead,
     "SPATIAL_PLAN_NOT_READ",
     {"Tanggapan RDTR tidak dibaca", "The answer of the RDTR is not read"},
     {"Payload memuat id_kegiatan atau response_kegiatan RDTR digital, tetapi pedoman tidak "
      "menyebut nilainya. Pertanyaan tentang RDTR dibiarkan terbuka.",
      "The payload has id_kegiatan or response_kegiatan of the digital RDTR, whose values "
      "the guide does not list. The question about the RDTR is left open."}},
    {RemarkKind::kRequirementsNotCompared,
     "REQUIREMENTS_NOT_COMPARED",
     {"Persyaratan tidak dibandingkan", "Requirements are not compared"},
     {"Pedoman tidak memuat daftar id_syarat; bandingkan data_persyaratan sendiri dengan "
      "persyaratan di bawah setiap perizinan.",
      "The guide does not list the codes of id_syarat; compare data_persyaratan with the "
      "requirements below each permit yourself."}},
    {RemarkKind::kOfficeWithoutCode,
     "OFFICE_WITHOUT_CODE",
     {"Kewenangan tanpa kode", "An office without a code"},
     {"Pedoman hanya memberi kode 00, 01, dan 02; tidak ada kode untuk $0, maka kewenangan "
      "perizinannya tidak dibandingkan.",
      "The guide has the codes 00, 01 and 02 alone, and none for $0: the authority of its "
      "permits is not compared."}},
    {RemarkKind::kOfficeNotStated,
     "OFFICE_NOT_STATED",
     {"Kewenangan tidak disebut", "The authority is not stated"},
     {"Butir ini tidak memuat kewenangan, maka tidak dibandingkan.",
      "This item has no kewenangan, so it is not compared."}},
    {RemarkKind::kNotCompared,
     "NOT_COMPARED",
     {"Tidak dibandingkan", "Not compared"},
     {"Hasil klasifikasi ini tidak menyebut perizinan, maka data_checklist payload tidak "
      "dapat dibandingkan.",
      "This outcome names no permits, so the data_checklist of the payload cannot be "
      "compared with it."}},
    {RemarkKind::kScopeOpen,
     "SCOPE_OPEN",
     {"Ruang lingkup belum dipilih", "No scope is chosen"},
     {"Pedoman tidak memuat kode ruang lingkup. Daftar ini menurut ruang lingkup dengan "
      "risiko tertinggi; ruang lingkup lain dapat meminta perizinan yang lebih ringan.",
      "The guide has no code of scopes. This checklist is that of the scope of the highest "
      "risk; another one may ask for a lighter permit."}},
    {RemarkKind::kInputsOpen,
     "INPUTS_OPEN",
     {"Masih ada pertanyaan", "There are open questions"},
     {"Payload tidak menjawab: $0 Selama belum terjawab, dipakai perizinan yang lebih ketat.",
      "The payload does not answer: $0 Until that is known, the stricter permit is used."}},
};

constexpr bool AreInOrder() {
  for (std::size_t i = 0; i < std::size(kWords); ++i) {
    if (static_cast<std::size_t>(kWords[i].kind) != i) return false;
  }
  return true;
}
static_assert(AreInOrder() &&
              std::size(kWords) == 1 + static_cast<std::size_t>(RemarkKind::kInputsOpen));

}  // namespace

v1::OssNote ToNote(const Remark& remark, bool is_english) {
  const Words& words = kWords[static_cast<std::size_t>(remark.kind)];
  const auto in = [is_english](const Phrase& phrase) { return is_english ? phrase.en : phrase.id; };
  v1::OssNote note;
  note.set_code(words.code);
  note.set_field_path(remark.path);
  note.mutable_text()->set_title(in(words.title));
  note.mutable_text()->set_detail(absl::Substitute(in(words.detail), remark.value));
  return note;
}

}  // namespace izin
