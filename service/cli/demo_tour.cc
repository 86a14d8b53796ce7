#include "service/cli/demo_tour.h"

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include <CLI/CLI.hpp>

#include "service/cli/commands.h"
#include "service/cli/report.h"

namespace izin::cli {
namespace {

struct Said {
  const char* id;
  const char* en;

  const char* In(bool is_english) const { return is_english ? en : id; }
};

struct Step {
  Said title;
  Said why;
  Said line;  // the command, words parted by blanks; '+' stands for a blank within a word
};

constexpr Step kSteps[] = {
    {{"Cari kode KBLI", "Find the KBLI code"},
     {"Pemohon tahu usahanya, bukan kodenya.",
      "Applicants know their business, not the code that it has."},
     {"search mau+buka+kedai+kopi --page-size 2 --quiet --lang id",
      "search mau+buka+kedai+kopi --page-size 2 --quiet --lang en"}},
    {{"Tingkat risiko, perizinan, dan kewajiban", "Risk level, permits and commitments"},
     {"Kode, skala, dan letak cukup untuk menjawab; yang belum diketahui ditanyakan di akhir.",
      "Code, scale and place are enough for an answer; what is not known yet is asked at its end."},
     {"classify --kbli 56303 --scale mikro --location darat --lang id",
      "classify --kbli 56303 --scale micro --location land --lang en"}},
    {{"Jawab satu pertanyaan", "Answer one of the questions"},
     {"Kafe itu menyewa tempat di gedung yang dikelola: PKKPR dan UKL-UPL tidak diperlukan lagi.",
      "The café rents a place in a managed building: neither PKKPR nor UKL-UPL is needed then."},
     {"classify --kbli 56303 --scale mikro --location darat --land-condition penyewa-gedung "
      "--lang id",
      "classify --kbli 56303 --scale micro --location land "
      "--land-condition tenant-in-managed-building --lang en"}},
    {{"Kode lama", "An old code"},
     {"Izin lama memakai KBLI 2020. Angka yang sama tidak selalu usaha yang sama: tabel BPS yang "
      "menentukan (renumbered: nomornya berganti).",
      "Older permits have codes of KBLI 2020. The same number is not always the same activity: the "
      "table of BPS decides."},
     {"convert 49432 --from 2020 --lang id", "convert 49432 --from 2020 --lang en"}},
    {{"Aturan berubah", "The rules change"},
     {"Menjadi apa Izin Lokasi dari PP 24/2018, dan berapa kode yang terkena?",
      "What became of the Izin Lokasi of PP 24/2018, and for how many codes?"},
     {"rules diff pp24-2018 pp28-2025 --permit IZIN_LOKASI --limit 1 --quiet --lang id",
      "rules diff pp24-2018 pp28-2025 --permit IZIN_LOKASI --limit 1 --quiet --lang en"}},
};

constexpr Said kEnd = {
    "Selanjutnya: izin demo registry membuat daftar usaha untuk izin reclassify; izin --help "
    "menyebut semua perintah.",
    "From here: izin demo registry makes a registry for izin reclassify; izin --help lists all "
    "commands."};

std::vector<std::string> WordsOf(const std::string& line) {
  std::vector<std::string> words = absl::StrSplit(line, ' ');
  for (std::string& word : words) std::replace(word.begin(), word.end(), '+', ' ');
  return words;
}

// As it would be typed.
std::string Typed(const std::vector<std::string>& words) {
  std::string typed = "$ izin";
  for (const std::string& word : words) {
    const bool has_blank = word.find(' ') != std::string::npos;
    absl::StrAppend(&typed, has_blank ? " \"" : " ", word, has_blank ? "\"" : "");
  }
  return typed;
}

int RunCommand(std::vector<std::string> words) {
  CLI::App app("izin");
  int exit_code = 0;
  AddCommands(app, exit_code);
  std::reverse(words.begin(), words.end());  // as CLI11 wants them
  try {
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    return Fail(error.what(), kFailure);
  }
  return exit_code;
}

}  // namespace

int RunTour(bool is_english) {
  int number = 0;
  for (const Step& step : kSteps) {
    const std::vector<std::string> words = WordsOf(step.line.In(is_english));
    if (number > 0) std::cout << "\n";
    ++number;
    std::cout << "== " << number << ". " << step.title.In(is_english) << "\n"
              << step.why.In(is_english) << "\n\n"
              << Typed(words) << "\n";
    if (const int exit_code = RunCommand(words); exit_code != 0) return exit_code;
  }
  std::cout << "\n" << kEnd.In(is_english) << "\n";
  return std::cout ? 0 : kFailure;
}

}  // namespace izin::cli
