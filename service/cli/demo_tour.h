// The tour of `izin demo`: what a person does with izin, step by step, with its own commands.

#ifndef IZIN_SERVICE_CLI_DEMO_TOUR_H_
#define IZIN_SERVICE_CLI_DEMO_TOUR_H_

namespace izin::cli {

// Says what each step is for, shows the command line and runs it, all on standard output: from
// everyday words to a code, its permits, the answer to an open question, an old code, and what
// became of a permit under newer rules. The exit code: 0, or that of the first command that does
// not end with 0, after which nothing more is run.
int RunTour(bool is_english);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_DEMO_TOUR_H_
