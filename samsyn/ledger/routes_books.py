"""Addresses of the import, the years, the vouchers and the ledger cards."""

from django.urls import path

from samsyn.ledger.views import imports, vouchers

_A = "<slug:association>/<period:period>/bokforing/"
_I, _Y, _V, _K = f"{_A}import/", f"{_A}ar/", f"{_A}verifikationer/", f"{_A}konto/"

urlpatterns = [
    path(_I, imports.imports, name="import"),
    path(f"{_I}ny/", imports.upload, name="import-upload"),
    path(f"{_I}<int:pk>/", imports.import_one, name="import-one"),
    path(f"{_I}<int:pk>/lage/", imports.progress, name="import-progress"),
    path(f"{_I}<int:pk>/fil/", imports.file, name="import-file"),
    path(f"{_I}<int:pk>/anmarkningar.txt", imports.findings, name="import-findings"),
    path(f"{_I}<int:pk>/bekrafta/", imports.confirm, name="import-confirm"),
    path(f"{_I}<int:pk>/forkasta/", imports.discard, name="import-discard"),
    path(f"{_I}<int:pk>/angra/", imports.undo, name="import-undo"),
    path(f"{_I}<int:pk>/forsok-igen/", imports.try_again, name="import-again"),
    path(f"{_Y}<int:pk>/stang/", imports.year_close, name="year-close"),
    path(f"{_Y}<int:pk>/oppna/", imports.year_open, name="year-open"),
    path(_V, vouchers.vouchers, name="vouchers"),
    path(f"{_A}verifikationer.csv", vouchers.vouchers_csv, name="vouchers-csv"),
    path(f"{_V}<int:pk>/", vouchers.voucher, name="voucher"),
    path(_K, vouchers.accounts, name="accounts"),
    path(f"{_A}konton.csv", vouchers.accounts_csv, name="accounts-csv"),
    path(f"{_K}<int:number>/", vouchers.account, name="account"),
    path(f"{_K}<int:number>.csv", vouchers.account_csv, name="account-csv"),
]
