using System.Diagnostics;

namespace EditorAgent.Fuzzing;

/// <summary>
/// Tries one input after another. An exception is a crash. An input that takes longer than five seconds twice in a row is a hang:
/// once can be the machine.
/// </summary>
public static class FuzzRun
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(5);

    /// <summary>After this an input is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="mutator">Makes the inputs.</param>
    /// <param name="iterations">How many.</param>
    /// <param name="tryOne">Throws for whatever must not happen; typed refusals of the code under test are its to catch.</param>
    /// <exception cref="FuzzFailure">With the input and the seed.</exception>
    public static async Task AllAsync(ByteMutator mutator, int iterations, Func<byte[], Task> tryOne)
    {
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            var input = mutator.Next();
            if (await TakesTooLongAsync(input, iteration, tryOne) && await TakesTooLongAsync(input, iteration, tryOne))
            {
                throw Failure("hangs", input, iteration, null);
            }
        }
    }

    private static async Task<bool> TakesTooLongAsync(byte[] input, int iteration, Func<byte[], Task> tryOne)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await Task.Run(() => tryOne(input)).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw Failure("never ends", input, iteration, null);
        }
        catch (Exception exception)
        {
            throw Failure("breaks it", input, iteration, exception);
        }

        return Stopwatch.GetElapsedTime(started) > Hang;
    }

    private static FuzzFailure Failure(string what, byte[] input, int iteration, Exception? inner) =>
        new($"Input {iteration} of seed {FuzzBudget.Seed} {what}: {inner?.GetType().Name} {inner?.Message}\n(base64) {Convert.ToBase64String(input)}", inner);
}
