using EditorAgent.Security.Tests.Cells;
using Xunit;

namespace EditorAgent.Security.Tests.Cases;

/// <summary>A case that is expected and not run is a failure, and so is one that claims more than it proves.</summary>
public sealed class InventoryTests
{
    [Fact]
    public void Cases_InTheFile_AreThoseThatAreExpected()
    {
        Assert.Equal(80, ExpectedCases.Ids.Count(id => !id.StartsWith("X-", StringComparison.Ordinal) && id != "SH-CONTROL"));
        Assert.Equal(ExpectedCases.Ids.Order(StringComparer.Ordinal), AttackFile.All.Select(input => input.Id).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(ExpectedCases.Inputs, AttackFile.All.Count);
    }

    [Fact]
    public void Inputs_OfACase_AreNumberedWithoutGaps() =>
        Assert.All(ExpectedCases.Ids, id => Assert.Equal(Enumerable.Range(1, AttackFile.Of(id).Count), AttackFile.Of(id).Select(input => input.Input)));

    /// <summary>Whatever waits for a part of the product is named here too, so that a proof cannot turn into a promise unseen.</summary>
    [Fact]
    public void Cases_WithoutAnyProof_AreThoseThatAreKnown() =>
        Assert.Equal(ExpectedCases.Awaiting, AttackFile.All.GroupBy(input => input.Id).Where(group => group.All(input => input.Awaits is not null)).Select(group => group.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void Controls_AreThere() => Assert.True(AttackFile.All.Count(input => input.Expect == "R" && input.Awaits is null) >= 10);

    [Fact]
    public void Cells_HaveATestClassEach()
    {
        var classes = typeof(AttackCases).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AttackCases)));
        Assert.Equal(4, classes.Count());
        Assert.Equal(
            ["root+bwrap", "root+none", "user+bwrap", "user+none"],
            new[] { new Cell(true, true), new Cell(true, false), new Cell(false, true), new Cell(false, false) }.Select(cell => cell.Name));
    }
}
