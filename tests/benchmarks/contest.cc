#include "tests/benchmarks/contest.h"

#include <algorithm>
#include <iostream>
#include <regex>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace izin {
namespace {

struct Figures {
  double bytes = 0;
  double per_cpu_second = 0;  // items
  double per_second = 0;      // items
  double p99_us = 0;
  double ratio = 0;  // 0: no base
  double p99_ratio = 0;
};

const Contest* Find(const std::vector<Contest>& contests, const std::string& name) {
  for (const Contest& contest : contests) {
    if (contest.name == name) return &contest;
  }
  return nullptr;
}

double MedianOf(const Contest& contest, double Window::*figure) {
  std::vector<double> values;
  values.reserve(contest.windows.size());
  for (const Window& window : contest.windows) values.push_back(window.*figure);
  return Median(std::move(values));
}

double RatioOf(const Contest& contest, const Contest& base, double Window::*figure, double scale) {
  std::vector<double> ratios;
  ratios.reserve(contest.windows.size());
  for (std::size_t round = 0; round < contest.windows.size(); ++round) {
    const double below = base.windows[round].*figure;
    if (below > 0) ratios.push_back(contest.windows[round].*figure / below * scale);
  }
  return Median(std::move(ratios));
}

Figures FiguresOf(const Contest& contest, const std::vector<Contest>& all) {
  Figures figures{.bytes = MedianOf(contest, &Window::bytes),
                  .per_cpu_second = MedianOf(contest, &Window::per_cpu_second) * contest.items,
                  .per_second = MedianOf(contest, &Window::per_second) * contest.items,
                  .p99_us = MedianOf(contest, &Window::p99_us)};
  const Contest* base = Find(all, contest.base);
  if (base == nullptr) return figures;
  const double items = static_cast<double>(contest.items) / base->items;
  figures.ratio = RatioOf(contest, *base, &Window::per_cpu_second, items);
  // A batch is no slower unary call.
  if (contest.items == base->items) figures.p99_ratio = RatioOf(contest, *base, &Window::p99_us, 1);
  return figures;
}

// Drops what has no server, and the lines that show nothing but a ratio to it.
void DropAbsent(std::vector<Contest>& contests) {
  std::set<std::string> absent;
  for (const Contest& contest : contests) {
    if (contest.same_as.empty() && !contest.run) absent.insert(contest.name);
  }
  std::erase_if(contests, [&](const Contest& contest) {
    const bool shows_ratio_to_absent = !contest.same_as.empty() && absent.contains(contest.base);
    return absent.contains(contest.name) || shows_ratio_to_absent;
  });
}

}  // namespace

std::vector<Contest> Select(const std::vector<Contest>& all, const std::string& filter) {
  const std::regex pattern(filter);
  std::set<std::string> wanted;
  for (const Contest& contest : all) {
    if (std::regex_search(contest.name, pattern)) wanted.insert(contest.name);
  }
  for (std::size_t before = 0; before != wanted.size();) {
    before = wanted.size();
    for (const Contest& contest : all) {
      if (!wanted.contains(contest.name)) continue;
      if (!contest.base.empty()) wanted.insert(contest.base);
      if (!contest.same_as.empty()) wanted.insert(contest.same_as);
    }
  }
  std::vector<Contest> selected;
  for (const Contest& contest : all) {
    if (wanted.contains(contest.name)) selected.push_back(contest);
  }
  return selected;
}

void RunRounds(std::vector<Contest>& contests, int rounds, double seconds) {
  for (Contest& contest : contests) {
    if (contest.open) contest.run = contest.open();
  }
  DropAbsent(contests);
  for (int round = 0; round < rounds; ++round) {
    for (Contest& contest : contests) {
      if (contest.run) contest.windows.push_back(contest.run(seconds));
    }
  }
  for (Contest& contest : contests) {
    if (!contest.same_as.empty()) contest.windows = Find(contests, contest.same_as)->windows;
  }
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() / 2];
}

void PrintTable(const std::vector<Contest>& contests) {
  std::cout << absl::StreamFormat("%-36s %9s %12s %9s %9s  %s\n", "server", "answer B",
                                  "items/CPU-s", "items/s", "p99 us",
                                  "ratio per CPU-s, p99 (base)");
  for (const Contest& contest : contests) {
    const Figures figures = FiguresOf(contest, contests);
    std::cout << absl::StreamFormat("%-36s %9.0f %12.0f %9.0f %9.0f", contest.name, figures.bytes,
                                    figures.per_cpu_second, figures.per_second, figures.p99_us);
    if (figures.ratio > 0) {
      std::cout << absl::StreamFormat("  %.2f, %.2f (%s)", figures.ratio, figures.p99_ratio,
                                      contest.base);
    }
    std::cout << "\n";
  }
}

std::string ToJson(const std::vector<Contest>& contests) {
  std::vector<std::string> lines;
  lines.reserve(contests.size());
  for (const Contest& contest : contests) {
    const Figures figures = FiguresOf(contest, contests);
    lines.push_back(absl::StrCat(
        "{\"name\":\"", contest.name, "\",\"answer_bytes\":", figures.bytes,
        ",\"items_per_cpu_second\":", figures.per_cpu_second, ",\"items_per_second\":",
        figures.per_second, ",\"p99_us\":", figures.p99_us, ",\"base\":\"", contest.base,
        "\",\"ratio\":", figures.ratio, ",\"p99_ratio\":", figures.p99_ratio, "}"));
  }
  return absl::StrCat("[", absl::StrJoin(lines, ","), "]");
}

}  // namespace izin
