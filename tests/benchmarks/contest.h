// The lines of the table: what is measured, in interleaved rounds, and what it is divided by.

#ifndef IZIN_TESTS_BENCHMARKS_CONTEST_H_
#define IZIN_TESTS_BENCHMARKS_CONTEST_H_

#include <functional>
#include <string>
#include <vector>

#include "tests/benchmarks/meter.h"

namespace izin {

struct Contest {
  std::string name;
  std::string base;  // the line it is divided by; empty: none
  int items = 1;     // in one call
  // Makes the server ready. Nothing for a peer that is not installed: the line is left out.
  std::function<Run()> open;
  std::string same_as;  // shows the figures of that line against another base; `open` is empty
  Run run;
  std::vector<Window> windows;  // of each round
};

// The contests whose name matches the regular expression, with those they need; in their order.
std::vector<Contest> Select(const std::vector<Contest>& all, const std::string& filter);

// Opens all, drops those that cannot be measured, and measures the rest.
void RunRounds(std::vector<Contest>& contests, int rounds, double seconds);

double Median(std::vector<double> values);

// Medians over the rounds; a ratio is the median of the ratios within each round.
void PrintTable(const std::vector<Contest>& contests);
// An array of the same figures.
std::string ToJson(const std::vector<Contest>& contests);

}  // namespace izin

#endif  // IZIN_TESTS_BENCHMARKS_CONTEST_H_
