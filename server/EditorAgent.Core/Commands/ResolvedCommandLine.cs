using System.Collections.Immutable;
using System.Text;

namespace EditorAgent.Core.Commands;

/// <summary>
/// A parsed command line whose programs have been found. What is run is made of these words and paths, never of the text they were
/// read from: so a difference between our reading and bash's has nothing to act on.
/// </summary>
/// <param name="Line">What was read.</param>
/// <param name="Programs">The absolute path of each command's program.</param>
public sealed record ResolvedCommandLine(CommandLine.Parsed Line, ImmutableArray<string> Programs)
{
    /// <param name="line">What was read.</param>
    /// <param name="find">A program's absolute path by its bare name, or null.</param>
    /// <param name="missing">The first program that was not found.</param>
    public static ResolvedCommandLine? Resolve(CommandLine.Parsed line, Func<string, string?> find, out string? missing)
    {
        var programs = ImmutableArray.CreateBuilder<string>(line.Commands.Length);
        foreach (var command in line.Commands)
        {
            if (find(command.Name) is not { } program)
            {
                missing = command.Name;
                return null;
            }

            programs.Add(program);
        }

        missing = null;
        return new ResolvedCommandLine(line, programs.MoveToImmutable());
    }

    /// <summary>For bash: every word in single quotes, every program by its path, so that no alias, keyword, builtin or search takes its place.</summary>
    public string ToBash()
    {
        var text = new StringBuilder();
        for (var index = 0; index < this.Programs.Length; index++)
        {
            if (index > 0)
            {
                text.Append(this.Line.Operators[index - 1] switch
                {
                    CommandOperator.And => " && ",
                    CommandOperator.Or => " || ",
                    CommandOperator.Pipe => " | ",
                    _ => "; ",
                });
            }

            text.Append(BashWord.Quoted(this.Programs[index]));
            foreach (var argument in this.Line.Commands[index].Arguments)
            {
                text.Append(' ').Append(BashWord.Quoted(argument));
            }
        }

        return text.ToString();
    }
}
