// What a decision costs, against the ceiling: a dense array look-up of the risk alone, on the same
// keys in the same run.

#include <array>
#include <random>
#include <string>
#include <vector>

#include "google/protobuf/util/json_util.h"
#include <benchmark/benchmark.h>

#include "classifier/classify.h"
#include "service/answer/pipeline.h"
#include "service/base/clock.h"
#include "service/rulesets/ruleset_library.h"

namespace izin {
namespace {

constexpr std::size_t kActivities = 4096;  // a power of two: the next one is a mask away

const Ruleset& TheRuleset() {
  static const auto* const library =
      new std::shared_ptr<const RulesetLibrary>(*RulesetLibrary::Embedded());
  return (*library)->latest();
}

// Random codes with a scope, scales and places; the same for every benchmark.
std::vector<BusinessActivity> RandomActivities() {
  std::mt19937 random(20261124);
  const Ruleset& ruleset = TheRuleset();
  std::vector<BusinessActivity> activities(kActivities);
  for (BusinessActivity& activity : activities) {
    const Scope& scope = ruleset.data().scopes[random() % ruleset.data().scopes.size()];
    activity.code = ruleset.kbli().CodeAt(scope.code_index);
    activity.scope = ScopeChoice{.code = activity.code, .number = scope.number};
    activity.scale = static_cast<BusinessScale>(1 + random() % 4);
    activity.locations = {static_cast<LocationType>(1 + random() % 3)};
    activity.rdtr = static_cast<RdtrStatus>(random() % 4);
    activity.zone = static_cast<Zone>(random() % 5);
  }
  return activities;
}

// The ceiling: a key of 12 bytes is written, its digits are read, and an array of 30,000 answers is
// indexed, in random order.
void BM_DenseArray(benchmark::State& state) {
  constexpr std::uint32_t kAnswers = 30000;
  std::vector<std::uint32_t> answers(kAnswers);
  for (std::uint32_t i = 0; i < kAnswers; ++i) answers[i] = i * 3;
  std::mt19937 random(7);
  std::vector<std::uint32_t> order(1 << 20);
  for (std::uint32_t& next : order) next = static_cast<std::uint32_t>(random() % kAnswers);
  std::array<char, 12> key{'K'};
  std::size_t i = 0;
  std::uint64_t sum = 0;
  for (auto _ : state) {
    std::uint32_t number = order[i++ % order.size()];
    for (std::size_t d = key.size(); --d > 0; number /= 10)
      key[d] = static_cast<char>('0' + number % 10);
    std::uint64_t index = 0;
    for (std::size_t d = 1; d < key.size(); ++d)
      index = index * 10 + static_cast<std::uint64_t>(key[d] - '0');
    sum += answers[index];
  }
  benchmark::DoNotOptimize(sum);
}
BENCHMARK(BM_DenseArray);

// The risk alone: from code, scope and scale to the level.
void BM_Risk(benchmark::State& state) {
  const std::vector<BusinessActivity> activities = RandomActivities();
  const Ruleset& ruleset = TheRuleset();
  std::size_t i = 0;
  for (auto _ : state) {
    const BusinessActivity& activity = activities[i++ % kActivities];
    const Scope* scope =
        ruleset.FindScope(*ruleset.kbli().IndexOf(activity.code), activity.scope->number);
    benchmark::DoNotOptimize(scope->level_at[static_cast<std::size_t>(activity.scale)]);
  }
}
BENCHMARK(BM_Risk);

// The whole decision object, all tables.
void BM_Classify(benchmark::State& state) {
  const std::vector<BusinessActivity> activities = RandomActivities();
  Decision decision;
  std::size_t i = 0;
  for (auto _ : state) {
    Classify(TheRuleset(), activities[i++ % kActivities], decision);
    benchmark::DoNotOptimize(decision.risk_level);
  }
}
BENCHMARK(BM_Classify);

v1::ClassifyActivityRequest Request(const BusinessActivity& activity, v1::ClassificationView view) {
  v1::ClassifyActivityRequest request;
  request.mutable_activity()->set_kbli_code(activity.code.ToString());
  request.mutable_activity()->set_scale(static_cast<v1::BusinessScale>(activity.scale));
  request.mutable_activity()->add_locations(
      static_cast<v1::LocationType>(activity.locations.front()));
  request.set_view(view);
  return request;
}

// Request message in, encoded answer out, without memory.
void BM_Pipeline(benchmark::State& state) {
  const auto view = static_cast<v1::ClassificationView>(state.range(0));
  std::vector<v1::ClassifyActivityRequest> requests;
  for (const BusinessActivity& activity : RandomActivities())
    requests.push_back(Request(activity, view));
  const RealClock clock;
  const RulesetHolder rulesets(*RulesetLibrary::Embedded());
  const Pipeline pipeline(rulesets, clock);
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(pipeline.Answer({.request = &requests[i++ % kActivities]}));
  }
}
BENCHMARK(BM_Pipeline)
    ->ArgName("view")
    ->Arg(v1::CLASSIFICATION_VIEW_BASIC)
    ->Arg(v1::CLASSIFICATION_VIEW_FULL);

// From the embedded bytes to a ruleset that answers.
void BM_LoadEmbedded(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(RulesetLibrary::Embedded());
}
BENCHMARK(BM_LoadEmbedded)->Unit(benchmark::kMillisecond);

// From text, every check and proof included.
void BM_CompileFromText(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(RulesetLibrary::FromFolder("data"));
}
BENCHMARK(BM_CompileFromText)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace izin
