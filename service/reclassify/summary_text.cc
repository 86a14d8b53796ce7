#include "service/reclassify/summary_text.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"

#include "service/base/utf8.h"

namespace izin {
namespace {

constexpr std::size_t kNameColumns = 44;
constexpr std::size_t kNumberColumns = 14;
constexpr std::size_t kMostRegencies = 10;

using Tallies = google::protobuf::RepeatedPtrField<internal::Tally>;

class Table {
 public:
  explicit Table(Language language) : language_(language) {}

  absl::string_view Of(absl::string_view id, absl::string_view en) const {
    return language_ == Language::kEnglish ? en : id;
  }

  void Line(absl::string_view name, std::int64_t number) {
    absl::StrAppend(&text_, "  ", Padded(name), Right(Thousands(number, language_)), "\n");
  }

  void Part(absl::string_view title, const Tallies& tallies) {
    std::vector<const internal::Tally*> all;
    for (const internal::Tally& tally : tallies) all.push_back(&tally);
    List(title, all);
  }

  // The ones with the most changes, the rest counted.
  void MostChanged(absl::string_view title, const Tallies& tallies) {
    std::vector<const internal::Tally*> all;
    for (const internal::Tally& tally : tallies) all.push_back(&tally);
    std::stable_sort(all.begin(), all.end(),
                     [](const auto* a, const auto* b) { return a->changed() > b->changed(); });
    const std::size_t others = all.size() - std::min(all.size(), kMostRegencies);
    all.resize(all.size() - others);
    List(title, all);
    if (others > 0)
      absl::StrAppend(&text_, "  ", Of("dan ", "and "), others, Of(" lainnya", " more"), "\n");
  }

  std::string Take() { return std::move(text_); }

 private:
  static std::string Padded(absl::string_view name) {
    const std::size_t columns = Columns(name);
    return absl::StrCat(name, std::string(kNameColumns - std::min(columns, kNameColumns), ' '));
  }
  static std::string Right(const std::string& number) {
    return std::string(kNumberColumns - std::min(number.size(), kNumberColumns), ' ') + number;
  }

  void List(absl::string_view title, const std::vector<const internal::Tally*>& tallies) {
    if (tallies.empty()) return;
    absl::StrAppend(&text_, "\n", Padded(absl::StrCat(title, "  ")), "  ",
                    Right(std::string(Of("baris", "rows"))),
                    Right(std::string(Of("berubah", "changed"))), "\n");
    for (const internal::Tally* tally : tallies) {
      absl::StrAppend(&text_, "  ", Padded(tally->name()),
                      Right(Thousands(tally->rows(), language_)),
                      Right(Thousands(tally->changed(), language_)), "\n");
    }
  }

  const Language language_;
  std::string text_;
};

}  // namespace

std::string Thousands(std::int64_t number, Language language) {
  const std::string digits = absl::StrCat(number);
  const char mark = language == Language::kEnglish ? ',' : '.';
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && digits[i - 1] != '-' && (digits.size() - i) % 3 == 0) text += mark;
    text += digits[i];
  }
  return text;
}

std::string SummaryText(const internal::RegistrySummary& summary, Language language) {
  Table table(language);
  table.Line(table.Of("Baris dibaca", "Rows read"), summary.rows());
  table.Line(table.Of("Diklasifikasi ulang", "Reclassified"), summary.classified());
  table.Line(table.Of("Berubah", "Changed"), summary.changed());
  table.Line(table.Of("Perlu dipilih petugas", "For an officer to choose"),
             summary.for_an_officer());
  table.Line(table.Of("Ditolak", "Rejected"), summary.rejected());
  table.Line(table.Of("NIB dan proyek yang berulang", "Business and project repeated"),
             summary.repeated_ids());
  table.Part(table.Of("Alasan", "Reason"), summary.reasons());
  table.Part(table.Of("Arah risiko", "Direction of risk"), summary.directions());
  table.Part(table.Of("Tingkat risiko, dulu>kini", "Risk level, then>now"), summary.risk());
  table.Part(table.Of("Hasil", "Outcome"), summary.outcomes());
  table.Part(table.Of("Kewenangan, dulu>kini", "Authority, then>now"), summary.authorities());
  table.Part(table.Of("Kategori KBLI", "KBLI section"), summary.sections());
  table.Part(table.Of("Jenis pembaruan", "Kind of reform"), summary.reforms());
  table.MostChanged(table.Of("Kabupaten/kota", "Regency"), summary.regencies());
  return table.Take();
}

}  // namespace izin
