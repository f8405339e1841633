using System.Globalization;
using EditorAgent.Core.Commands;
using Xunit;

namespace EditorAgent.Tests.Commands;

/// <summary>
/// Real bash and our reading side by side. Whatever we take apart, bash must run as the same words, joined the same way; and what we
/// write for bash must do the same again. 60,000 strings each time; <c>EDITORAGENT_SHELL_FUZZ</c> sets another number,
/// <c>EDITORAGENT_SHELL_FUZZ_SEED</c> repeats a run.
/// </summary>
public sealed class CommandLineBashTests(ITestOutputHelper output)
{
    private const int Batch = 20_000;

    [Fact]
    public async Task Parse_OfHostileText_AgreesWithBashOnEveryWordAndOperator()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs bash");
        var count = Number("EDITORAGENT_SHELL_FUZZ", 60_000);
        var seed = Number("EDITORAGENT_SHELL_FUZZ_SEED", Random.Shared.Next());
        output.WriteLine($"seed {seed}");
        var texts = new CommandLineSamples(new Random(seed));
        var accepted = 0;
        var operators = 0;
        var mismatches = new List<string>();
        for (var done = 0; done < count; done += Batch)
        {
            var batch = new List<(string Text, CommandLine.Parsed Line)>();
            for (var i = 0; i < Math.Min(Batch, count - done); i++)
            {
                var text = texts.Next();
                if (CommandLine.Parse(text) is CommandLine.Parsed line)
                {
                    batch.Add((text, line));
                }
            }

            accepted += batch.Count;
            operators += batch.Count(sample => !sample.Line.Operators.IsEmpty);
            mismatches.AddRange(await BashRecorder.CompareAsync(batch, TestContext.Current.CancellationToken));
        }

        output.WriteLine($"{count} texts, {accepted} taken apart, {operators} of them with operators, {mismatches.Count} read otherwise by bash");
        Assert.True(accepted > count / 12, $"only {accepted} of {count} texts were taken apart: the comparison says little");
        Assert.True(operators > count / 60, $"only {operators} of {count} texts held operators");
        Assert.True(mismatches.Count == 0, $"seed {seed}, {mismatches.Count} mismatches, the first:\n{string.Join('\n', mismatches.Take(5))}");
    }

    [Theory]
    [InlineData("a \\b", "a \\b")]
    [InlineData("a ~", "a '~'")]
    [InlineData("a $X", "a $X")]
    [InlineData("a \"b$X\"", "a b$X")]
    [InlineData("a || b && c", "a || b; c")]
    [InlineData("a && b | c", "a && b; c")]
    [InlineData("time a", "'time' a")]
    [InlineData("a #b", "a '#b'")]
    public async Task Compare_WhenAReadingIsWrong_SaysSo(string text, string reading)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs bash");

        Assert.NotEmpty(await BashRecorder.CompareAsync([(text, Misread(reading))], TestContext.Current.CancellationToken));
    }

    /// <summary>The reading that a mistaken grammar would give: words at blanks, quotes taken off.</summary>
    private static CommandLine.Parsed Misread(string reading)
    {
        var line = CommandLine.Parse(reading.Replace("'time'", "time-", StringComparison.Ordinal).Replace("$", "D-", StringComparison.Ordinal).Replace("\\", "B-", StringComparison.Ordinal));
        var parsed = Assert.IsType<CommandLine.Parsed>(line);
        return parsed with
        {
            Commands =
            [
                .. parsed.Commands.Select(command => new ParsedCommand(
                [
                    .. command.Words.Select(word => word.Replace("time-", "time", StringComparison.Ordinal).Replace("D-", "$", StringComparison.Ordinal).Replace("B-", "\\", StringComparison.Ordinal)),
                ])),
            ],
        };
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
