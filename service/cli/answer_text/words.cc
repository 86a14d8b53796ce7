#include "service/cli/answer_text/words.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/time/civil_time.h"

#include "service/request/parse_date.h"

namespace izin::cli {
namespace {

template <std::size_t N>
Words At(const Words (&words)[N], int index) {
  return words[static_cast<std::size_t>(index) < N ? static_cast<std::size_t>(index) : 0];
}

}  // namespace

Words OutcomeWords(v1::Outcome outcome) {
  static constexpr Words kWords[] = {{"-", "-"},
                                     {"Sudah pasti", "Decided"},
                                     {"Pilih ruang lingkup dulu", "Choose a scope first"},
                                     {"Tidak dibuka untuk skala ini", "Not open to this scale"},
                                     {"Tidak dilayani melalui OSS", "Not licensed through OSS"},
                                     {"Kode perlu ditinjau", "The code needs review"},
                                     {"Ditolak", "Refused"}};
  return At(kWords, outcome);
}

Words RiskWords(v1::RiskLevel risk) {
  static constexpr Words kWords[] = {{"-", "-"},
                                     {"Rendah", "low"},
                                     {"Menengah Rendah", "medium low"},
                                     {"Menengah Tinggi", "medium high"},
                                     {"Tinggi", "high"}};
  return At(kWords, risk);
}

Words ScaleWords(v1::BusinessScale scale) {
  static constexpr Words kWords[] = {{"-", "-"},
                                     {"mikro", "micro"},
                                     {"kecil", "small"},
                                     {"menengah", "medium"},
                                     {"besar", "large"}};
  return At(kWords, scale);
}

const std::string& NameOf(const v1::Permit& permit) {
  return permit.text().title().empty() ? permit.code() : permit.text().title();
}

std::string ShortNameOf(const v1::Permit& permit) {
  constexpr std::size_t kLongestCommon = 7;  // "UKL_UPL"
  const std::string& code = permit.code();
  if (code == "AMDAL") return "Amdal";
  // Without what stands in brackets behind it: "Sertifikat Standar (pernyataan)".
  if (code == "SS" || code == "IZIN" || code.size() > kLongestCommon)
    return std::string(NameOf(permit).substr(0, NameOf(permit).find(" (")));
  return absl::StrReplaceAll(code, {{"_", "-"}});
}

std::string OfficeOf(const v1::Authority& authority, bool is_english) {
  static constexpr Words kKinds[] = {{"", ""},
                                     {"Lembaga OSS", "OSS institution"},
                                     {"Menteri atau kepala badan", "Minister or head of agency"},
                                     {"Gubernur", "Governor"},
                                     {"Bupati/Wali Kota", "Regent or mayor"},
                                     {"Administrator KEK", "KEK administrator"},
                                     {"Badan Pengusahaan KPBPB", "KPBPB agency"},
                                     {"Pengelola kawasan", "Manager of the estate"}};
  return authority.name().empty() ? At(kKinds, authority.kind()).In(is_english) : authority.name();
}

std::string Listed(const std::vector<std::string>& names, bool is_english) {
  if (names.size() < 2) return absl::StrJoin(names, "");
  const std::vector<std::string> all_but_last(names.begin(), names.end() - 1);
  const char* last = is_english ? " and " : names.size() == 2 ? " dan " : ", dan ";
  return absl::StrCat(absl::StrJoin(all_but_last, ", "), last, names.back());
}

std::string DateText(absl::string_view date, bool is_english) {
  static constexpr Words kMonths[] = {{"", ""},
                                      {"Januari", "January"},
                                      {"Februari", "February"},
                                      {"Maret", "March"},
                                      {"April", "April"},
                                      {"Mei", "May"},
                                      {"Juni", "June"},
                                      {"Juli", "July"},
                                      {"Agustus", "August"},
                                      {"September", "September"},
                                      {"Oktober", "October"},
                                      {"November", "November"},
                                      {"Desember", "December"}};
  const std::optional<absl::CivilDay> day = ParseDate(std::string(date));
  if (!day.has_value()) return std::string(date);
  return absl::StrCat(day->day(), " ", At(kMonths, day->month()).In(is_english), " ", day->year());
}

std::string TermText(const v1::Processing& term, bool is_english) {
  if (term.automatic()) return is_english ? "issued automatically" : "terbit otomatis";
  if (term.working_days() == 0)
    return is_english ? "its term is not published" : "jangka waktunya tidak dipublikasikan";
  std::string text =
      absl::StrCat(term.working_days(), is_english ? " working days" : " hari kerja");
  if (term.working_days_with_repairs() > term.working_days()) {
    absl::StrAppend(&text, " (", term.working_days_with_repairs(),
                    is_english ? " if papers are repaired)" : " bila berkas diperbaiki)");
  }
  if (!term.due_date().empty())
    absl::StrAppend(&text, is_english ? ", issued by " : ", paling lambat terbit ",
                    DateText(term.due_date(), is_english));
  if (term.deemed_approved()) {
    absl::StrAppend(&text, is_english ? ", counts as approved when late"
                                      : ", dianggap disetujui bila lewat waktu");
  }
  return text;
}

}  // namespace izin::cli
