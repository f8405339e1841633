using System.Collections.Immutable;

namespace EditorAgent.Core.Tools.Testing;

/// <summary>
/// Which tests failed when they last ran in this process, whichever session ran them; in memory, because the next start knows no better than
/// the user. Written by what runs tests, read by what shows them.
/// </summary>
public sealed class TestOutcomes
{
    private const int LongestText = 20_000;

    private readonly Lock gate = new();
    private ImmutableDictionary<string, ImmutableDictionary<string, TestFailure>> failures = ImmutableDictionary.Create<string, ImmutableDictionary<string, TestFailure>>(StringComparer.Ordinal);

    /// <summary>Raised when what <see cref="FailureOf"/> answers may have changed.</summary>
    public event Action? Changed;

    /// <param name="root">The workspace, links resolved.</param>
    /// <param name="passed">Full names of tests of which every case passed.</param>
    /// <param name="failed">Those that failed; of several cases of one test the first counts.</param>
    public void Record(string root, IEnumerable<string> passed, IEnumerable<TestFailure> failed)
    {
        lock (this.gate)
        {
            var known = this.failures.GetValueOrDefault(root, ImmutableDictionary.Create<string, TestFailure>(StringComparer.Ordinal)).ToBuilder();
            known.RemoveRange(passed.Select(Spelled));
            foreach (var failure in failed.Reverse())
            {
                known[Spelled(failure.FullName)] = failure with { Text = failure.Text.Length <= LongestText ? failure.Text : failure.Text[..LongestText] };
            }

            this.failures = this.failures.SetItem(root, known.ToImmutable());
        }

        this.Changed?.Invoke();
    }

    /// <summary>Null when the test passed, or did not run in this process.</summary>
    /// <param name="path">A file of the test's workspace, links resolved.</param>
    /// <param name="fullName">Namespace, class and method.</param>
    public TestFailure? FailureOf(string path, string fullName)
    {
        foreach (var (root, known) in this.failures)
        {
            if (path.StartsWith(root, StringComparison.Ordinal) && known.TryGetValue(Spelled(fullName), out var failure))
            {
                return failure;
            }
        }

        return null;
    }

    /// <summary>Runners separate nested classes with a plus.</summary>
    private static string Spelled(string fullName) => fullName.Replace('+', '.');
}
