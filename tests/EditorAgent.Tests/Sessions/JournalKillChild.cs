using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using EditorAgent.Core.Sessions;
using static EditorAgent.Tests.Sessions.Happenings;

namespace EditorAgent.Tests.Sessions;

/// <summary>
/// The process that <see cref="JournalKillTests"/> kills: this assembly again, turned aside before its tests begin. Works on one session
/// as a loop does and says on stdout which message is safe, as soon as it is.
/// </summary>
internal static class JournalKillChild
{
    public const string Variable = "EDITORAGENT_TEST_JOURNAL_CHILD";

    /// <summary>Stays on this thread: no other may enter the assembly before its initialization is over.</summary>
    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } place)
        {
            Work(place.Split('|'));
        }
    }

    /// <param name="place">The sessions directory, the session, and the first number to use.</param>
    private static void Work(string[] place)
    {
        var session = new SessionStore(place[0], TimeProvider.System).OpenAsync(new(place[1]), CancellationToken.None).GetAwaiter().GetResult();
        using var stdout = Console.OpenStandardOutput();
        for (var n = int.Parse(place[2], CultureInfo.InvariantCulture); ; n++)
        {
            var turn = new TurnId($"t{n}");
            session.Append(new SessionEvent.TurnStarted(turn));
            session.Append(Says($"{n}"));
            session.Append(Answers($"a{n}", $"c{n}-0", $"c{n}-1"));
            session.Publish(new SessionEvent.TextDelta($"next{n}", new string('x', n % 3000)));
            session.Append(Starts($"c{n}-0"));
            session.FlushAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
            stdout.Write(Encoding.ASCII.GetBytes($"{n}\n"));
            session.Append(Ends($"c{n}-0", new string('y', n % 5000)));
            session.Append(Ends($"c{n}-1"));
            session.Append(new SessionEvent.TurnEnded(turn, StopReason.EndTurn, null));
        }
    }
}
