#include "service/answer/oss/permit_names.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace izin {
namespace {

struct KnownName {
  absl::string_view words;  // folded
  absl::string_view codes;  // with blanks between them
};

// The first that occurs in a name counts: longer words stand before those that they hold.
constexpr KnownName kNames[] = {
    // Land and sea, PP 28/2025 arts 16-36, 65-77.
    {"pernyataan mandiri kkpr", "KKPR_PERNYATAAN_MANDIRI"},
    {"kkpr pernyataan mandiri", "KKPR_PERNYATAAN_MANDIRI"},
    {"pertimbangan teknis pertanahan", "PKKPR_TANPA_PERTEK"},
    {"pkkpr tanpa penilaian", "PKKPR_TANPA_PENILAIAN"},
    {"rkkpr", "RKKPR"},
    {"rekomendasi kkpr", "RKKPR"},
    {"rekomendasi kesesuaian kegiatan pemanfaatan ruang", "RKKPR"},
    {"kkkpr", "KKPR_KONFIRMASI"},
    {"konfirmasi kkpr", "KKPR_KONFIRMASI"},
    {"konfirmasi kesesuaian kegiatan pemanfaatan ruang", "KKPR_KONFIRMASI"},
    {"pkkprl", "PKKPRL"},
    {"kkprl", "PKKPRL"},
    {"kkpr laut", "PKKPRL"},
    {"kesesuaian kegiatan pemanfaatan ruang laut", "PKKPRL"},
    {"pkkpr", "PKKPR PKKPR_TANPA_PERTEK PKKPR_TANPA_PENILAIAN"},
    {"persetujuan kkpr", "PKKPR PKKPR_TANPA_PERTEK PKKPR_TANPA_PENILAIAN"},
    {"persetujuan kesesuaian kegiatan pemanfaatan ruang",
     "PKKPR PKKPR_TANPA_PERTEK PKKPR_TANPA_PENILAIAN"},
    {"kkpr",
     "PKKPR PKKPR_TANPA_PERTEK PKKPR_TANPA_PENILAIAN KKPR_KONFIRMASI KKPR_PERNYATAAN_MANDIRI "
     "RKKPR"},
    {"kesesuaian kegiatan pemanfaatan ruang",
     "PKKPR PKKPR_TANPA_PERTEK PKKPR_TANPA_PENILAIAN KKPR_KONFIRMASI KKPR_PERNYATAAN_MANDIRI "
     "RKKPR"},
    {"pulau kecil", "REKOMENDASI_PULAU_KECIL"},
    {"suaka alam", "REKOMENDASI_KSA_KPA"},
    {"ksa kpa", "REKOMENDASI_KSA_KPA"},
    // Forest, arts 37-63.
    {"pelepasan kawasan hutan", "PELEPASAN_KAWASAN_HUTAN"},
    {"pinjam pakai kawasan hutan", "IPPKH"},
    {"ippkh", "IPPKH"},
    {"penggunaan kawasan hutan", "PPKH"},
    {"ppkh", "PPKH"},
    {"komitmen pemanfaatan hutan", "PERSETUJUAN_KOMITMEN_PEMANFAATAN_HUTAN"},
    {"prinsip jasa lingkungan", "PERSETUJUAN_PRINSIP_JASA_LINGKUNGAN"},
    // Environment, arts 78-104.
    {"rkl rpl", "RKL_RPL_RINCI"},
    {"amdal", "AMDAL"},
    {"analisis mengenai dampak lingkungan", "AMDAL"},
    {"kelayakan lingkungan", "AMDAL"},
    {"ukl upl", "UKL_UPL"},
    {"pkplh", "UKL_UPL"},
    {"sppl", "SPPL"},
    {"surat pernyataan kesanggupan pengelolaan", "SPPL"},
    {"persetujuan lingkungan", "AMDAL UKL_UPL RKL_RPL_RINCI"},
    {"izin lingkungan", "IZIN_LINGKUNGAN"},
    // Building, arts 106-123.
    {"bangunan gedung pbg", "PBG"},
    {"persetujuan bangunan gedung", "PBG"},
    {"pbg", "PBG"},
    {"laik fungsi", "SLF"},
    {"slf", "SLF"},
    {"mendirikan bangunan", "IMB"},
    {"imb", "IMB"},
    // PP 24/2018.
    {"izin lokasi perairan", "IZIN_LOKASI_PERAIRAN"},
    {"izin lokasi", "IZIN_LOKASI"},
    {"izin komersial", "IZIN_KOMERSIAL"},
    {"izin operasional", "IZIN_KOMERSIAL"},
    {"izin usaha", "IZIN_USAHA"},
    {"nomor induk berusaha", "NIB"},
    {"nib", "NIB"},
};

// Shorter names are too common to be part of another.
constexpr std::size_t kLeastPart = 16;

bool Holds(absl::string_view folded, absl::string_view words) {
  return absl::StrContains(absl::StrCat(" ", folded, " "), absl::StrCat(" ", words, " "));
}

// The title, and what stands before its brackets: "Sertifikat Laik Fungsi (SLF)".
bool IsTitle(absl::string_view folded, const Permit& permit) {
  const std::string& title = permit.title.id;
  return folded == FoldedName(title) || folded == FoldedName(title.substr(0, title.find('('))) ||
         folded == FoldedName(permit.code);
}

}  // namespace

std::string FoldedName(absl::string_view name) {
  std::string folded;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_mark = byte < 0x80 && !absl::ascii_isalnum(byte);
    if (!is_mark) {
      folded += absl::ascii_tolower(byte);
    } else if (!folded.empty() && folded.back() != ' ') {
      folded += ' ';
    }
  }
  if (!folded.empty() && folded.back() == ' ') folded.pop_back();
  return folded;
}

std::vector<std::string> PermitsNamed(absl::string_view name, const Ruleset& ruleset) {
  const std::string folded = FoldedName(name);
  if (folded.empty()) return {};
  for (const std::vector<Permit>* permits :
       {&ruleset.data().permits, &ruleset.data().supporting_permits}) {
    for (const Permit& permit : *permits) {
      // "Sertifikat Standar" is what two of them are called.
      if (permit.category == PermitCategory::kStandardCertificate) continue;
      if (IsTitle(folded, permit)) return {permit.code};
    }
  }
  for (const KnownName& known : kNames) {
    if (Holds(folded, known.words)) return absl::StrSplit(known.codes, ' ');
  }
  for (const Permit& permit : ruleset.data().supporting_permits) {
    const std::string title = FoldedName(permit.title.id);
    const bool is_part = (title.size() >= kLeastPart && Holds(folded, title)) ||
                         (folded.size() >= kLeastPart && Holds(title, folded));
    if (is_part) return {permit.code};
  }
  return {};
}

const std::vector<std::string>& PermitNames::Of(const std::string& name) {
  const auto [known, is_new] = known_.try_emplace(name);
  if (is_new) known->second = PermitsNamed(name, ruleset_);
  return known->second;
}

}  // namespace izin
