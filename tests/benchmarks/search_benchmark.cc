// What a search of the KBLI costs, and how often it leads to the right code: on each half of
// data/kbli/queries.tsv, in both editions. Run from the root of the tree.

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "data/loader/search_words.h"
#include "service/base/clock.h"
#include "service/lookup/build_kbli_index.h"
#include "service/lookup/embedded_index.h"
#include "service/lookup/kbli_indexes.h"
#include "service/lookup/search_handler.h"

namespace izin {
namespace {

constexpr std::size_t kFirst = 3;  // matches among which the right code counts

// What all benchmarks search.
struct Setting {
  std::shared_ptr<const RulesetLibrary> library = *RulesetLibrary::Embedded();
  RulesetHolder rulesets{library};
  RealClock clock;
  KbliIndexes indexes;
  SearchHandler handler{rulesets, indexes, clock};
};

const Setting& TheSetting() {
  static const auto* const setting = new Setting();
  return *setting;
}

// The codes of KBLI 2020 that the BPS table has for those of 2025.
std::vector<std::string> OldCodes(const std::vector<std::string>& codes) {
  std::vector<std::string> old;
  for (const std::string& code : codes) {
    for (const KbliCode before : TheSetting().library->latest().data().conversion.CounterpartsOf(
             *KbliCode::Parse(code), KbliEdition::k2025, KbliEdition::k2020))
      old.push_back(before.ToString());
  }
  return old;
}

// Those of one half that have a right answer among the codes of `edition`, with these.
std::vector<SearchQuestion> Half(bool held_out, KbliEdition edition) {
  const auto all =
      ReadSearchQuestions("data", TheSetting().library->latest().kbli(KbliEdition::k2025));
  if (!all.ok()) {
    std::cerr << all.status() << "\n";
    std::exit(1);
  }
  std::vector<SearchQuestion> half;
  for (SearchQuestion question : *all) {
    if (edition == KbliEdition::k2020) question.codes = OldCodes(question.codes);
    if (question.is_held_out == held_out && !question.codes.empty()) half.push_back(question);
  }
  return half;
}

v1::SearchKbliEntriesRequest Asking(const std::string& query,
                                    KbliEdition edition = KbliEdition::k2025) {
  v1::SearchKbliEntriesRequest request;
  request.set_edition(static_cast<v1::KbliEdition>(edition));
  request.set_query(query);
  return request;
}

bool IsAnswered(const SearchQuestion& question, KbliEdition edition) {
  const auto response = TheSetting().handler.Search(Asking(question.query, edition));
  if (!response.ok()) return false;
  const auto& matches = response->matches();
  return std::any_of(matches.begin(), matches.begin() + std::min<int>(kFirst, matches.size()),
                     [&question](const v1::KbliMatch& match) {
                       return std::find(question.codes.begin(), question.codes.end(),
                                        match.entry().code()) != question.codes.end();
                     });
}

// One query after the other, with all that an answer holds. Counters: `recall_percent` of the half,
// and the slowest query by the time of its thread.
void BM_Search(benchmark::State& state, bool held_out, KbliEdition edition) {
  const std::vector<SearchQuestion> half = Half(held_out, edition);
  const auto answered = std::count_if(
      half.begin(), half.end(),
      [edition](const SearchQuestion& question) { return IsAnswered(question, edition); });
  std::size_t i = 0;
  double worst = 0;
  for (auto _ : state) {
    const std::clock_t before = std::clock();
    benchmark::DoNotOptimize(
        TheSetting().handler.Search(Asking(half[i++ % half.size()].query, edition)));
    worst = std::max(worst, static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
  }
  state.counters["questions"] = static_cast<double>(half.size());
  state.counters["recall_percent"] =
      100.0 * static_cast<double>(answered) / static_cast<double>(half.size());
  state.counters["worst_ms"] = worst * 1000;
}
BENCHMARK_CAPTURE(BM_Search, tuning, false, KbliEdition::k2025)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(BM_Search, held_out, true, KbliEdition::k2025)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(BM_Search, tuning_2020, false, KbliEdition::k2020)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(BM_Search, held_out_2020, true, KbliEdition::k2020)
    ->Unit(benchmark::kMicrosecond);

// The longest query that is taken: as many unknown words as fit.
void BM_SearchLongest(benchmark::State& state) {
  std::string query;
  for (int i = 0; query.size() + 8 < SearchHandler::kMostQueryBytes; ++i)
    query += "kbq" + std::string(1, static_cast<char>('a' + i % 26)) + "zw ";
  for (auto _ : state) benchmark::DoNotOptimize(TheSetting().handler.Search(Asking(query)));
}
BENCHMARK(BM_SearchLongest)->Unit(benchmark::kMicrosecond);

// What a start pays: the embedded index is opened...
void BM_OpenIndex(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(KbliIndex::Open(EmbeddedKbliIndex()));
}
BENCHMARK(BM_OpenIndex)->Unit(benchmark::kMillisecond);

// ...where writing one would cost this.
void BM_BuildIndex(benchmark::State& state) {
  const Ruleset& ruleset = TheSetting().library->latest();
  const auto words = ReadSearchWords("data", ruleset.kbli(KbliEdition::k2025));
  for (auto _ : state) benchmark::DoNotOptimize(BuildKbliIndex(ruleset, *words));
}
BENCHMARK(BM_BuildIndex)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace izin
