using EditorAgent.Security.Tests.Cells;
using Xunit;

namespace EditorAgent.Security.Tests;

/// <summary>A bench that lives as long as the tests of its cell.</summary>
public abstract class CellFixture : IAsyncLifetime
{
    private readonly Cell cell;
    private AttackBench? bench;

    private protected CellFixture(Cell cell)
    {
        this.cell = cell;
    }

    internal AttackBench Bench => this.bench!;

    public async ValueTask InitializeAsync() => this.bench = await AttackBench.StartAsync(this.cell);

    public async ValueTask DisposeAsync()
    {
        if (this.bench is not null)
        {
            await this.bench.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
